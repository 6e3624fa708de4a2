import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/exchange.js'

/** What the plugin touches of a Fastify instance. */
export interface FastifyInstanceLike {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: () => void) => void,
  ): unknown
}

/** What the plugin touches of a Fastify request. */
export interface FastifyRequestLike {
  readonly raw: IncomingRequest
  readonly is404: boolean
  readonly routeOptions: { readonly url?: string | undefined }
}

/** What the plugin touches of a Fastify reply. */
export interface FastifyReplyLike {
  readonly raw: Closable
}

/**
 * Plugin for Fastify 5: queries of hooks carry the route too, and it works with `http: false`, over HTTP/2 and
 * under `inject`. Handlers of HTTP/1 carry their route without it.
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

/** Fastify's mark of a plugin whose hooks are for the whole app, not for the plugin alone. */
Object.defineProperty(sqltrace, Symbol.for('skip-override'), { value: true })

function matchedRoute(request: FastifyRequestLike): string | undefined {
  return request.is404 ? undefined : request.routeOptions.url
}
