import type { AsyncLocalStorage } from 'node:async_hooks'
import { channel, subscribe } from 'node:diagnostics_channel'
import { enterScope, type Scope } from '@sqltrace/cls/storage'
import { shared } from '../shared.js'
import { type EmittingServer, isolateClientErrors } from './isolate-client-errors.js'
import { type Exchange, requestScope } from './request-scope.js'
import type { Closable, IncomingRequest } from './request.js'

interface HttpRequestStart extends Exchange {
  readonly server: EmittingServer
}

interface FastifyHandlerStart {
  readonly request: { readonly raw: IncomingRequest }
  readonly reply: { readonly raw: Closable }
  readonly route: { readonly url?: string | undefined }
}

/**
 * Gives every request of `node:http` a scope, with the routes of Express and Fastify, from now on. The process does it
 * once, however often it is asked.
 */
export function observeRequests(): void {
  shared('observesRequests', () => {
    subscribe('http.server.request.start', (message) => onRequest(message as HttpRequestStart))
    observeFastify()
    return true
  })
}

function onRequest(start: HttpRequestStart): void {
  isolateClientErrors(start.server)
  enterScope(requestScope(start))
}

/** Bound, not entered: HTTP/2 answers all requests of a connection in one async context. */
function observeFastify(): void {
  const storage = shared<AsyncLocalStorage<Scope> | undefined>('storage', () => undefined)
  if (!storage) return
  channel('tracing:fastify.request.handler:start').bindStore(
    storage,
    (message) => fastifyScope(message as FastifyHandlerStart) as Scope,
  )
}

function fastifyScope({ request, reply, route }: FastifyHandlerStart): Scope | undefined {
  const { url } = route
  return requestScope({ request: request.raw, response: reply.raw }, () => url)
}
