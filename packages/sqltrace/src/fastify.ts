import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/exchange.js'

/** The part of a Fastify instance that the plugin uses. */
export interface FastifyInstanceLike {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: () => void) => void,
  ): unknown
}

/** The part of a Fastify request that the plugin uses. */
export interface FastifyRequestLike {
  readonly raw: IncomingRequest
  readonly is404: boolean
  readonly routeOptions: { readonly url?: string | undefined }
}

/** The part of a Fastify reply that the plugin uses. */
export interface FastifyReplyLike {
  readonly raw: Closable
}

/**
 * Plugin for Fastify 5. Queries in HTTP/1 handlers carry their route without it. The plugin adds the route to queries in
 * hooks, and works with `http: false`, over HTTP/2 and with `inject`.
 *
 * ```ts
 * import Fastify from 'fastify'
 * import { sqltrace } from 'sqltrace/fastify'
 *
 * const app = Fastify()
 * await app.register(sqltrace)
 * ```
 */
export function sqltrace(fastify: FastifyInstanceLike, _options: unknown, done: () => void): void {
  fastify.addHook('onRequest', (request, reply, next) => {
    const exchange = { request: request.raw, response: reply.raw }
    runInScope(
      requestScope(exchange, () => matchedRoute(request)),
      next,
    )
  })
  done()
}

/** Fastify's marker for a plugin whose hooks apply to the whole app, not just to the plugin. */
Object.defineProperty(sqltrace, Symbol.for('skip-override'), { value: true })

function matchedRoute(request: FastifyRequestLike): string | undefined {
  return request.is404 ? undefined : request.routeOptions.url
}
