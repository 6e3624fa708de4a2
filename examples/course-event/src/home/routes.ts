import type { FastifyInstance } from 'fastify'
import { visitorOf } from '../visitors/visitor.js'
import { tabs } from './tab-repository.js'

/** The main page. */
export function homeRoutes(app: FastifyInstance): void {
  app.get('/', async (request) => {
    const { userId, seesBanner } = await visitorOf(request)
    const [beginners, recommended] = await Promise.all([
      tabs.forBeginners(),
      tabs.recommendedFor(userId),
    ])
    return { seesBanner, beginners, recommended }
  })
}
