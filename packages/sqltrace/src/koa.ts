import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/exchange.js'
import { writtenPath } from './route/express/written-path.js'

/** The part of a Koa context that the middleware uses. */
export interface KoaContextLike {
  readonly req: IncomingRequest
  readonly res: Closable
  readonly _matchedRoute?: unknown
}

/**
 * Middleware for Koa with `@koa/router`; use it before the router.
 *
 * ```ts
 * import Koa from 'koa'
 * import { sqltrace } from 'sqltrace/koa'
 *
 * const app = new Koa()
 * app.use(sqltrace())
 * ```
 */
export function sqltrace() {
  return (context: KoaContextLike, next: () => Promise<unknown>): Promise<unknown> => {
    const exchange = { request: context.req, response: context.res }
    const scope = requestScope(exchange, () => matchedRoute(context))
    return runInScope(scope, next)
  }
}

function matchedRoute({ _matchedRoute: path }: KoaContextLike): string | undefined {
  return writtenPath(path)
}
