import type { OtlpReceiver } from '@sqltrace/testing'

/** The user's collector, from the variables of the OpenTelemetry specification. */
export function collectorUrl(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT']
  return (
    env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? (base && `${base.replace(/\/$/, '')}/v1/traces`)
  )
}

/** Rejects early if nothing listens at `url`; the response to an empty request doesn't matter. */
export async function reachCollector(url: string): Promise<void> {
  await fetch(url, { method: 'POST' }).catch(refused(url))
}

/** Forwards what the receiver got, as the app sent it. */
export async function sendSpans(receiver: OtlpReceiver, url: string): Promise<void> {
  const own = new Set(['connection', 'content-length', 'host', 'transfer-encoding'])
  await Promise.all(
    receiver.requests().map(async ({ headers, body }) => {
      const kept = Object.entries(headers).filter(([name]) => !own.has(name)) as [string, string][]
      const sent = await fetch(url, { method: 'POST', headers: kept, body }).catch(refused(url))
      if (!sent.ok) refused(url)(new Error(`HTTP status ${sent.status}`))
    }),
  )
}

function refused(url: string): (cause: Error) => never {
  return (cause) => {
    const reason = cause.cause instanceof Error ? cause.cause.message : cause.message
    throw new Error(
      `Could not send the spans to ${url} (${reason}). ` +
        'Set OTEL_EXPORTER_OTLP_ENDPOINT to a collector that accepts OTLP over HTTP, usually on port 4318.',
      { cause },
    )
  }
}
