import type { IncomingMessage, ServerResponse } from 'node:http'
import { runInScope } from '@sqltrace/context'
import { requestScope } from './route/request-scope.js'
import type { Closable, Exchange, IncomingRequest } from './route/exchange.js'

/** A listener of a server's `request` event, or of an HTTP/2 server's `stream` event. */
export type RequestListener = (...event: never[]) => unknown

type HttpListener = (request: IncomingMessage, response: ServerResponse) => unknown

/** Options for a bare server. */
export interface HttpOptions<Listener extends RequestListener> {
  /** Returns the pattern of the event's route, such as `/courses/:slug`. Defaults to none. */
  readonly route?: (...event: Parameters<Listener>) => string | undefined
}

/**
 * Wraps the listener of a bare `node:http` or `node:http2` server. A `request` listener of `node:http` needs it only with
 * `http: false` or for the `route` option.
 *
 * ```ts
 * import { createServer } from 'node:http2'
 * import { sqltrace } from 'sqltrace/http'
 *
 * createServer(sqltrace((request, response) => response.end('hello'))).listen(3000)
 * ```
 *
 * `route` is called when a query is sent. To set the route for part of a listener, use `withTags({ route }, …)`.
 */
export function sqltrace<Listener extends RequestListener = HttpListener>(
  listener: Listener,
  options: HttpOptions<Listener> = {},
): Listener {
  const { route } = options
  const wrapped = function (this: unknown, ...event: Parameters<Listener>): unknown {
    const scope = requestScope(exchangeOf(event), route && (() => route(...event)))
    return runInScope(scope, () => listener.apply(this, event))
  }
  return wrapped as Listener
}

/** A `stream` event has the stream, which is its own response, and the headers. */
function exchangeOf([first, second]: readonly unknown[]): Exchange {
  const method = (second as { ':method'?: string } | undefined)?.[':method']
  return method === undefined
    ? { request: first as IncomingRequest, response: second as Closable }
    : { request: { method }, response: first as Closable }
}
