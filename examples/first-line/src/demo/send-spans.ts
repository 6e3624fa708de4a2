import type { OtlpReceiver } from '@sqltrace/testing'

/** Where the user wants spans too, by the variables of the OpenTelemetry specification. */
export function collectorUrl(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT']
  return (
    env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? (base && `${base.replace(/\/$/, '')}/v1/traces`)
  )
}

/** Fails early when nobody listens at `url`; what it answers to nothing does not matter. */
export async function reachCollector(url: string): Promise<void> {
  await fetch(url, { method: 'POST' }).catch(refused(url))
}

/** Sends on what the receiver got, as the app sent it. */
export async function sendSpans(receiver: OtlpReceiver, url: string): Promise<void> {
  const own = new Set(['connection', 'content-length', 'host', 'transfer-encoding'])
  await Promise.all(
    receiver.requests().map(async ({ headers, body }) => {
      const kept = Object.entries(headers).filter(([name]) => !own.has(name)) as [string, string][]
      const sent = await fetch(url, { method: 'POST', headers: kept, body }).catch(refused(url))
      if (!sent.ok) refused(url)(new Error(`it answered ${sent.status}`))
    }),
  )
}

function refused(url: string): (cause: Error) => never {
  return (cause) => {
    const reason = cause.cause instanceof Error ? cause.cause.message : cause.message
    throw new Error(
      `The spans could not be sent to ${url} (${reason}). ` +
        'OTEL_EXPORTER_OTLP_ENDPOINT needs a collector that takes OTLP over HTTP, port 4318 as a rule.',
      { cause },
    )
  }
}
