import type { FastifyInstance } from 'fastify'
import { search } from './search.js'

/** The search. */
export function searchRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { text?: string } }>('/search', ({ query }) => search(query.text ?? ''))
}
