import type { FastifyInstance } from 'fastify'
import { writer } from '../database/database.js'
import { visitorOf } from '../visitors/visitor.js'
import { enrolments } from './enrolment-repository.js'

/** Taking a course. */
export function enrolmentRoutes(app: FastifyInstance): void {
  app.post<{ Params: { course: string } }>('/enrolments/:course', async (request, reply) => {
    const { userId } = await visitorOf(request)
    const course = Number(request.params.course)
    await writer.transaction().execute(async (trx) => {
      await enrolments.add(course, userId, trx)
      await enrolments.count(course, trx)
    })
    return reply.code(201).send({ course })
  })
}
