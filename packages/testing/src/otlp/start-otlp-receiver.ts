import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { receivedSpans, type ReceivedSpan, type TraceRequest } from './received-span.js'

/** A collector of the test's own. */
export interface OtlpReceiver {
  /** What `OTEL_EXPORTER_OTLP_ENDPOINT` takes; traces go to `/v1/traces` below it. */
  readonly url: string
  /** All spans that have arrived so far. */
  spans(): readonly ReceivedSpan[]
  /** The first span that fits, as soon as it has arrived. `timeout` in ms defaults to 5000. */
  waitFor(predicate: (span: ReceivedSpan) => boolean, timeout?: number): Promise<ReceivedSpan>
  stop(): Promise<void>
}

/** Starts an HTTP server on 127.0.0.1 that takes OTLP/HTTP traces in their JSON encoding. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const arrived: ReceivedSpan[] = []
  const arrivals = new EventEmitter().setMaxListeners(0)
  const server = createServer((request, response) => {
    void answer(request, response).then((spans) => {
      arrived.push(...spans)
      arrivals.emit('spans')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => arrived,
    waitFor: (predicate, timeout = 5000) =>
      firstSpan(arrived, arrivals, predicate, AbortSignal.timeout(timeout)),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Refuses what it can't read, so that a wrong exporter is an error and not a missing span. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<ReceivedSpan[]> {
  const isJson = request.headers['content-type']?.startsWith('application/json')
  if (request.url !== '/v1/traces' || !isJson) {
    response.writeHead(request.url === '/v1/traces' ? 415 : 404).end()
    return []
  }
  try {
    const spans = receivedSpans((await json(request)) as TraceRequest)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    return spans
  } catch {
    response.writeHead(400).end()
    return []
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
    throw new Error(`The span did not arrive in time. Arrived: ${names}`, { cause })
  })
  return firstSpan(arrived, arrivals, predicate, signal)
}
