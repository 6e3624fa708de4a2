import { EventEmitter } from 'node:events'
import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/exchange.js'

/** The part of a Hono context that the middleware uses. */
export interface HonoContextLike {
  readonly env?: unknown
  readonly req: {
    readonly raw: IncomingRequest
    readonly routeIndex: number
    readonly matchedRoutes: readonly HonoRouteLike[]
  }
}

/** The part of a Hono route that the middleware uses. */
export interface HonoRouteLike {
  readonly method: string
  readonly path: string
  readonly handler: HonoHandlerLike
}

/** The part of a Hono handler that the middleware uses. */
export interface HonoHandlerLike {
  readonly length: number
  readonly __COMPOSED_HANDLER?: HonoHandlerLike
}

/** What `@hono/node-server` puts into the context's `env`. */
interface NodeBindings {
  readonly incoming?: IncomingRequest
  readonly outgoing?: Closable
}

/**
 * Middleware for Hono; use it before the routes.
 *
 * ```ts
 * import { Hono } from 'hono'
 * import { sqltrace } from 'sqltrace/hono'
 *
 * const app = new Hono()
 * app.use(sqltrace())
 * ```
 */
export function sqltrace() {
  return (context: HonoContextLike, next: () => Promise<void>): Promise<void> => {
    const { incoming, outgoing } = (context.env ?? {}) as NodeBindings
    const over = new EventEmitter()
    const exchange = { request: incoming ?? context.req.raw, response: outgoing ?? over }
    const scope = requestScope(exchange, () => matchedRoute(context))
    return runInScope(scope, next).finally(() => over.emit('close'))
  }
}

/** Hono matches routes before it calls anything, so in middleware the route is that of the handler that follows. */
function matchedRoute({ req }: HonoContextLike): string | undefined {
  return req.matchedRoutes.slice(req.routeIndex).find((route) => !isMiddleware(route))?.path
}

/** Hono lists middleware among the routes: for every method, with a handler that takes `next`. */
function isMiddleware({ method, handler }: HonoRouteLike): boolean {
  return method === 'ALL' && written(handler).length > 1
}

/** Hono wraps the handlers of an app that has its own error handler. */
function written(handler: HonoHandlerLike): HonoHandlerLike {
  const { __COMPOSED_HANDLER: inner } = handler
  return inner ? written(inner) : handler
}
