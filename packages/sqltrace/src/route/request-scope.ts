import { currentScope, type Scope } from '@sqltrace/context'
import { reportFault } from '../runtime/guarded.js'
import type { Exchange, IncomingRequest, RouteReader } from './exchange.js'
import { OpenRequest } from './open-request.js'

/**
 * The scope in which `exchange` is answered, with `read` as the reader of its route: the running one where it is
 * that already, else a new one.
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

/** The request of `scope`, if that is `message`. By its shape: another copy of the library may have observed it. */
export function openRequest(
  scope: Scope | undefined,
  message: IncomingRequest,
): OpenRequest | undefined {
  const request = scope?.request as Partial<OpenRequest> | undefined
  return request?.answers?.(message) ? (request as OpenRequest) : undefined
}
