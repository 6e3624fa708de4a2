import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, IncomingRequest } from './route/exchange.js'

/**
 * Middleware for Express 4 and 5. Needed only where requests aren't observed automatically: with `http: false`, or on an
 * HTTP/2 server.
 *
 * ```ts
 * import express from 'express'
 * import { sqltrace } from 'sqltrace/express'
 *
 * const app = express()
 * app.use(sqltrace())
 * ```
 *
 * A query in `app.get('/courses/:slug', …)` then carries `method='GET',route='/courses/:slug'`.
 */
export function sqltrace() {
  return (request: IncomingRequest, response: Closable, next: () => void): void =>
    runInScope(requestScope({ request, response }), next)
}
