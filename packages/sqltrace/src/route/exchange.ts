/** The part of a request that we use, from `node:http`, `node:http2` or another runtime. */
export interface IncomingRequest {
  readonly method?: string | undefined
}

/** The part of a response or stream that we use. */
export interface Closable {
  on(event: 'close', listener: () => void): unknown
}

/** Reads the pattern of the route that a framework has matched. */
export type RouteReader = () => string | undefined

/** A request with its response; the request is over when the response closes. */
export interface Exchange {
  readonly request: IncomingRequest
  readonly response?: Closable | undefined
}
