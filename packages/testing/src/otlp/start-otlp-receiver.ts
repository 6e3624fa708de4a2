import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { receivedSpans, type ReceivedSpan, type TraceRequest } from './received-span.js'

/** A request as received, to be forwarded to another collector. */
export interface OtlpRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A collector for a test. */
export interface OtlpReceiver {
  /** The value for `OTEL_EXPORTER_OTLP_ENDPOINT`; traces go to `/v1/traces` below it. */
  readonly url: string
  /** All spans that have arrived so far. */
  spans(): readonly ReceivedSpan[]
  /** All requests that have arrived so far. */
  requests(): readonly OtlpRequest[]
  /** Resolves with the first matching span; rejects after `timeout`, in milliseconds. Defaults to 5000. */
  waitFor(predicate: (span: ReceivedSpan) => boolean, timeout?: number): Promise<ReceivedSpan>
  stop(): Promise<void>
}

/** Starts an HTTP server on 127.0.0.1 that accepts OTLP/HTTP traces in JSON encoding. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const requests: OtlpRequest[] = []
  const arrived: ReceivedSpan[] = []
  const arrivals = new EventEmitter().setMaxListeners(0)
  const server = createServer(async (message, response) => {
    const request = { headers: message.headers, body: await buffer(message) }
    const refusal = refusalOf(message)
    const spans = refusal ? undefined : read(request)
    const status = refusal ?? (spans ? 200 : 400)
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    if (spans === undefined) return
    requests.push(request)
    arrived.push(...spans)
    arrivals.emit('spans')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => arrived,
    requests: () => requests,
    waitFor: (predicate, timeout = 5000) =>
      firstSpan(arrived, arrivals, predicate, AbortSignal.timeout(timeout)),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Unreadable requests are rejected, so that a wrong exporter causes an error, not a missing span. */
function refusalOf({ url, headers }: IncomingMessage): number | undefined {
  if (url !== '/v1/traces') return 404
  return headers['content-type']?.startsWith('application/json') ? undefined : 415
}

function read({ headers, body }: OtlpRequest): ReceivedSpan[] | undefined {
  try {
    const json = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
    return receivedSpans(JSON.parse(json.toString()) as TraceRequest)
  } catch {
    return undefined
  }
}

async function firstSpan(
  arrived: readonly ReceivedSpan[],
  arrivals: EventEmitter,
  predicate: (span: ReceivedSpan) => boolean,
  signal: AbortSignal,
): Promise<ReceivedSpan> {
  const found = arrived.find(predicate)
  if (found !== undefined) return found
  await once(arrivals, 'spans', { signal }).catch((cause: unknown) => {
    const names = arrived.map(({ name }) => name).join(', ') || 'none'
    throw new Error(`The span did not arrive in time. Received: ${names}`, { cause })
  })
  return firstSpan(arrived, arrivals, predicate, signal)
}
