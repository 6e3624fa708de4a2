import { context } from '@opentelemetry/api'
import { type RequestScope, shared } from '@sqltrace/context'
import { reportFault, settled } from '../runtime/guarded.js'
import type { Closable, IncomingRequest, RouteReader } from './exchange.js'
import { nextRoute } from './next-route.js'
import { expressRouteFacts, expressRouteReader } from './express/express-route-reader.js'

/** The key under which OpenTelemetry's instrumentations leave the route of the request. */
const rpcMetadata = Symbol.for('OpenTelemetry SDK Context Key RPC_METADATA')

const step = 'read the route'

const ids = shared('requestIds', () => ({ last: 0 }))

/**
 * A request that is being answered. Its route is read when it is asked for, since routers match late. Once
 * the response has closed it holds no request: connections that were opened meanwhile keep it for ever.
 */
export class OpenRequest implements RequestScope {
  readonly id = ++ids.last
  readonly method: string | undefined
  #message: IncomingRequest | undefined
  /** What tells the route of Express: the request, then what is kept of it. */
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

  /** Lets a framework's adapter tell the route. */
  readRouteBy(read: RouteReader): void {
    if (this.#message) this.#read = read
  }

  /** Lets go of the request: what tells its route stays. */
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

/** What can be read as long as the request is open. */
function readOpen(message: IncomingRequest): RouteReader {
  return () => nextRoute(message) ?? rpcRoute()
}

function rpcRoute(): string | undefined {
  const metadata = context.active().getValue(rpcMetadata) as { route?: unknown } | undefined
  return typeof metadata?.route === 'string' ? metadata.route : undefined
}
