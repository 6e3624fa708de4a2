import type { AsyncLocalStorage } from 'node:async_hooks'
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ChannelListener } from 'node:diagnostics_channel'
import { currentScope, enterScope, type Scope } from '@sqltrace/cls/storage'
import { guarded, reportFault } from '../runtime/guarded.js'
import { shared } from '../runtime/shared.js'
import { onCollected, weakly } from '../runtime/weakly.js'
import { currentExchange } from './current-exchange.js'
import { type EmittingServer, isolateClientErrors } from './isolate-client-errors.js'
import { type Exchange, openRequest, requestScope } from './request-scope.js'
import type { Closable, IncomingRequest } from './open-request.js'

interface HttpRequestStart extends Exchange {
  readonly server: EmittingServer
}

interface FastifyHandlerStart {
  readonly request: { readonly raw: IncomingRequest }
  readonly reply: { readonly raw: Closable }
  readonly route: { readonly url?: string | undefined }
}

/**
 * Gives every request of `node:http` a scope, with the routes of Express and Fastify, from now on. A realm does it
 * once, however often it is asked.
 */
export function observeRequests(): void {
  shared('observesRequests', () => {
    const observers = [observeHttp(), observeFastify()]
    enterCurrent()
    return observers
  })
}

function observeHttp() {
  const observe = (message: HttpRequestStart) => onRequest(message)
  const name = 'http.server.request.start'
  const listener = weakly(observe) as ChannelListener
  subscribe(name, listener)
  onCollected(observe, unsubscribe.bind(undefined, name, listener))
  return observe
}

function onRequest(start: HttpRequestStart): void {
  isolateClientErrors(start.server)
  enterScope(requestScope(start))
}

/** A client may be traced by the first request that needs it, which nobody has observed yet. */
function enterCurrent(): void {
  try {
    const exchange = currentExchange()
    if (exchange) enterScope(requestScope(exchange))
  } catch (fault) {
    reportFault('observing a request', fault)
  }
}

/** Bound, not entered: HTTP/2 answers all requests of a connection in one async context. */
function observeFastify() {
  const storage = shared<AsyncLocalStorage<never> | undefined>('storage', () => undefined)
  const observe = (message: FastifyHandlerStart) => fastifyScope(message) ?? currentScope()
  if (!storage) return observe
  const handlers = channel('tracing:fastify.request.handler:start')
  handlers.bindStore(storage, weakly(observe) as never)
  onCollected(observe, handlers.unbindStore.bind(handlers, storage))
  return observe
}

/** Most requests have their scope already, so that only the route is new (bench "idle"). */
const fastifyScope = guarded(
  'observing a request',
  ({ request, reply, route }: FastifyHandlerStart): Scope | undefined => {
    const { url } = route
    const read = () => url
    const scope = currentScope()
    const known = openRequest(scope, request.raw)
    if (!known) return requestScope({ request: request.raw, response: reply.raw }, read)
    known.readRouteBy(read)
    return scope
  },
)
