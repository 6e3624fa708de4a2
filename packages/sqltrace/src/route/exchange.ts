/** What the library touches of a request, of `node:http`, `node:http2` or another runtime. */
export interface IncomingRequest {
  readonly method?: string | undefined
}

/** What the library touches of a response or stream. */
export interface Closable {
  on(event: 'close', listener: () => void): unknown
}

/** Reads the pattern of the route that a framework has matched. */
export type RouteReader = () => string | undefined

/** A request with the response whose end ends it. */
export interface Exchange {
  readonly request: IncomingRequest
  readonly response?: Closable | undefined
}
