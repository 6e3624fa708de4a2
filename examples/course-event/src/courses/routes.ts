import type { FastifyInstance } from 'fastify'
import { visitorOf } from '../visitors/visitor.js'
import { card } from './card.js'
import { courses } from './course-repository.js'

/** The catalog and the course pages. */
export function courseRoutes(app: FastifyInstance): void {
  app.get('/courses', async (request) => {
    await visitorOf(request)
    return (await courses.list()).map(card)
  })

  app.get<{ Params: { slug: string } }>('/courses/:slug', async (request, reply) => {
    await visitorOf(request)
    const course = await courses.bySlug(request.params.slug)
    return course === undefined ? reply.code(404).send() : { ...card(course), body: course.body }
  })

  app.get<{ Params: { level: string } }>('/levels/:level', async ({ params: { level } }) => {
    return (await courses.list({ level })).map(card)
  })

  app.get<{ Params: { language: string } }>('/languages/:language', async ({ params }) => {
    return (await courses.list({ language: params.language })).map(card)
  })

  app.get<{ Params: { tag: string } }>('/tags/:tag', async ({ params: { tag } }) => {
    const id = await courses.idsByTag(tag)
    return id.length === 0 ? [] : (await courses.list({ id })).map(card)
  })
}
