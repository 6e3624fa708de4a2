import autocannon, { type Request, type Result } from 'autocannon'
import { visitsOf } from './visits.js'

/** What the visitors experienced. */
export interface LoadResult {
  readonly perSecond: number
  /** The median and the 99th percentile of the response time, in milliseconds. */
  readonly median: number
  readonly slowest: number
  readonly failures: number
}

/** How many visitors there are. */
export interface Crowd {
  /** Connections per process of the app. */
  readonly connections: number
  /** Requests per second and process. Defaults to as many as it can handle. */
  readonly rate?: number
}

/** Visitors who keep coming until `stop`. */
export interface Load {
  stop(): Promise<LoadResult>
}

const hour = 3600

/** Sends visitors to each process of the app, to the pages below `prefix`. */
export function startLoad(urls: readonly string[], crowd: Crowd, prefix = '/'): Load {
  const cannons = urls.map((url) => fire(url, crowd, visitsOf(prefix)))
  return { stop: async () => sum(await Promise.all(cannons.map((stop) => stop()))) }
}

function fire(url: string, { connections, rate }: Crowd, requests: Request[]) {
  const { promise, resolve, reject } = withResolvers<Result>()
  const options = {
    url,
    connections,
    duration: hour,
    timeout: 30,
    requests,
    ...(rate !== undefined && { overallRate: Math.max(1, Math.round(rate)) }),
  }
  const cannon = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
  return () => {
    cannon.stop()
    return promise
  }
}

function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

function sum(results: readonly Result[]): LoadResult {
  const max = (valueOf: (result: Result) => number) => Math.max(...results.map(valueOf))
  const total = (valueOf: (result: Result) => number) =>
    results.reduce((all, result) => all + valueOf(result), 0)
  return {
    perSecond: total(({ requests, duration }) => requests.total / duration),
    median: max(({ latency }) => latency.p50),
    slowest: max(({ latency }) => latency.p99),
    failures: total(({ errors, non2xx }) => errors + non2xx),
  }
}
