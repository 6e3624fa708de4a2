import { fastify, type FastifyInstance } from 'fastify'
import { cartRoutes } from './cart/routes.js'
import { companyRoutes } from './companies/routes.js'
import { courseRoutes } from './courses/routes.js'
import { enrolmentRoutes } from './enrolments/routes.js'
import { homeRoutes } from './home/routes.js'
import { searchRoutes } from './search/routes.js'

const parts = [homeRoutes, courseRoutes, companyRoutes, searchRoutes, cartRoutes, enrolmentRoutes]

/** The platform with all its pages. */
export function createApp(): FastifyInstance {
  const app = fastify()
  for (const addRoutes of parts) addRoutes(app)
  return app
}
