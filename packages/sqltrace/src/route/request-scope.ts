import { currentScope, type Scope } from '@sqltrace/context'
import { reportFault } from '../runtime/guarded.js'
import type { Exchange, IncomingRequest, RouteReader } from './exchange.js'
import { OpenRequest } from './open-request.js'

/**
 * The scope for handling `exchange`, with `read` as the reader of its route: the current scope if it already belongs to
 * that request, else a new one.
 */
export function requestScope(exchange: Exchange, read?: RouteReader): Scope | undefined {
  const scope = currentScope()
  try {
    const known = openRequest(scope, exchange.request)
    const request = known ?? new OpenRequest(exchange.request, exchange.response)
    if (read) request.readRouteBy(read)
    return known ? scope : { ...scope, request }
  } catch (fault) {
    reportFault('open the scope of a request', fault)
    return scope
  }
}

/** The request of `scope`, if it is `message`. Checked by shape, because another copy of the library may have created it. */
export function openRequest(
  scope: Scope | undefined,
  message: IncomingRequest,
): OpenRequest | undefined {
  const request = scope?.request as Partial<OpenRequest> | undefined
  return request?.answers?.(message) ? (request as OpenRequest) : undefined
}
