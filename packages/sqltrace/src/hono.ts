import { runInScope } from '@sqltrace/cls/storage'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/request.js'

/** What the middleware touches of a Hono context. */
export interface HonoContextLike {
  readonly env?: unknown
  readonly req: {
    readonly raw: IncomingRequest
    readonly routeIndex: number
    readonly matchedRoutes: readonly HonoRouteLike[]
  }
}

/** What the middleware touches of a Hono route. */
export interface HonoRouteLike {
  readonly method: string
  readonly path: string
  readonly handler: { readonly length: number }
}

/** What `@hono/node-server` puts in the context's `env`. */
interface NodeBindings {
  readonly incoming?: IncomingRequest
  readonly outgoing?: Closable
}

/**
 * Middleware for Hono; its place is before the routes.
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
    const exchange = { request: incoming ?? context.req.raw, response: outgoing }
    return runInScope(
      requestScope(exchange, () => matchedRoute(context)),
      next,
    )
  }
}

/** Hono matches before it calls anything: middleware has the route of the handler behind it. */
function matchedRoute({ req }: HonoContextLike): string | undefined {
  return req.matchedRoutes.slice(req.routeIndex).find((route) => !isMiddleware(route))?.path
}

/** Middleware stands among the routes: under every method, with a handler that takes `next`. */
function isMiddleware({ method, handler }: HonoRouteLike): boolean {
  return method === 'ALL' && handler.length > 1
}
