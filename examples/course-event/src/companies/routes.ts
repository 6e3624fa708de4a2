import type { FastifyInstance } from 'fastify'
import { card } from '../courses/card.js'
import { courses } from '../courses/course-repository.js'
import { visitorOf } from '../visitors/visitor.js'
import { companies } from './company-repository.js'

/** The companies that offer courses. */
export function companyRoutes(app: FastifyInstance): void {
  app.get('/following', async (request) => {
    const { userId } = await visitorOf(request)
    return companies.followedBy(userId)
  })

  app.get<{ Params: { id: string } }>('/companies/:id/courses', async ({ params }) => {
    return (await courses.list({ company_id: Number(params.id) })).map(card)
  })
}
