import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ChannelListener } from 'node:diagnostics_channel'
import { currentScope, enterScope, type Scope, scopeStorage, shared } from '@sqltrace/context'
import { guarded, reportFault } from '../runtime/guarded.js'
import { onCollected, weakly } from '../runtime/weakly.js'
import { currentExchange } from './current-exchange.js'
import { type EmittingServer, isolateClientErrors } from './isolate-client-errors.js'
import { openRequest, requestScope } from './request-scope.js'
import type { Closable, Exchange, IncomingRequest } from './exchange.js'

interface HttpRequestStart extends Exchange {
  readonly server: EmittingServer
}

interface FastifyHandlerStart {
  readonly request: { readonly raw: IncomingRequest }
  readonly reply: { readonly raw: Closable }
  readonly route: { readonly url?: string | undefined }
}

/**
 * From now on, gives every `node:http` request a scope, with the routes of Express and Fastify. Only the first call in a
 * realm has an effect.
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

/** `traced` may be called within the first request that needs it, which was not observed when it began. */
function enterCurrent(): void {
  try {
    const exchange = currentExchange()
    if (exchange) enterScope(requestScope(exchange))
  } catch (fault) {
    reportFault('find the running request', fault)
  }
}

/** Bound, not entered, because HTTP/2 handles all requests of a connection in one async context. */
function observeFastify() {
  const observe = (message: FastifyHandlerStart) => fastifyScope(message) ?? currentScope()
  const handlers = channel('tracing:fastify.request.handler:start')
  handlers.bindStore(scopeStorage, weakly(observe) as never)
  onCollected(observe, handlers.unbindStore.bind(handlers, scopeStorage))
  return observe
}

/** Most requests already have their scope, so only the route is added (bench "idle"). */
const fastifyScope = guarded(
  'observe a Fastify request',
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
