import { context } from '@opentelemetry/api'
import { type RequestScope, shared } from '@sqltrace/context'
import { reportFault, settled } from '../runtime/guarded.js'
import type { Closable, IncomingRequest, RouteReader } from './exchange.js'
import { nextRoute } from './next-route.js'
import { expressRouteFacts, expressRouteReader } from './express/express-route-reader.js'

/** The context key under which OpenTelemetry's HTTP instrumentations store the request's route. */
const rpcMetadata = Symbol.for('OpenTelemetry SDK Context Key RPC_METADATA')

const step = 'read the route'

const ids = shared('requestIds', () => ({ last: 0 }))

/**
 * A request in progress. Its route is read on demand, because routers match late. Once the response has closed, it no
 * longer references the request: connections opened during the request keep this object alive.
 */
export class OpenRequest implements RequestScope {
  readonly id = ++ids.last
  readonly method: string | undefined
  #message: IncomingRequest | undefined
  /** The source of Express's route: the request, and after it closed, the facts kept from it. */
  #facts: object
  #readExpress: RouteReader | undefined
  #read: RouteReader | undefined
  #route: string | undefined

  constructor(message: IncomingRequest, response?: Closable) {
    this.method = message.method
    this.#message = message
    this.#facts = message
    response?.on('close', () => this.close())
  }

  get route(): string | undefined {
    this.#readExpress ??= expressRouteReader(this.#facts)
    const read = this.#message && readOpen(this.#message)
    this.#route = this.#ask(this.#read, this.#readExpress, read) ?? this.#route
    return this.#route
  }

  /** Whether this is the scope of `message`. */
  answers(message: IncomingRequest): boolean {
    return this.#message === message
  }

  /** Sets a framework adapter's route reader. */
  readRouteBy(read: RouteReader): void {
    if (this.#message) this.#read = read
  }

  /** Releases the request and keeps what its route can be read from. */
  close(): void {
    if (!this.#message) return
    const message = this.#message
    this.#route = this.#ask(this.#read, () => nextRoute(message)) ?? this.#route
    this.#facts = this.#read ? {} : expressRouteFacts(this.#message)
    this.#readExpress = undefined
    this.#message = undefined
    this.#read = undefined
  }

  #ask(...readers: (RouteReader | undefined)[]): string | undefined {
    try {
      for (const read of readers) {
        const route: unknown = read?.()
        if (typeof route === 'string') return route
        settled(step, route)
      }
      return undefined
    } catch (fault) {
      reportFault(step, fault)
      return undefined
    }
  }
}

/** Reads routes that are available only while the request is open. */
function readOpen(message: IncomingRequest): RouteReader {
  return () => nextRoute(message) ?? rpcRoute()
}

function rpcRoute(): string | undefined {
  const metadata = context.active().getValue(rpcMetadata) as { route?: unknown } | undefined
  return typeof metadata?.route === 'string' ? metadata.route : undefined
}
