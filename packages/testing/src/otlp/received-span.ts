/** A span as received, with plain values. */
export interface ReceivedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  /** The number in OTLP: 2 is server, 3 is client. */
  readonly kind: number
  /** Milliseconds since the epoch. */
  readonly startTime: number
  /** Milliseconds. */
  readonly duration: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly status: { readonly code?: number; readonly message?: string }
  readonly events: readonly { readonly name: string }[]
  /** The name of the instrumentation that created it. */
  readonly scope: string
  readonly resource: Readonly<Record<string, unknown>>
}

type WireValue = Readonly<Record<string, unknown>>

interface WireAttribute {
  readonly key: string
  readonly value: WireValue
}

interface WireSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes?: readonly WireAttribute[]
  readonly status?: { readonly code?: number; readonly message?: string }
  readonly events?: readonly { readonly name: string }[]
}

/** The body of an OTLP/HTTP trace request in JSON encoding. */
export interface TraceRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly WireAttribute[] }
    readonly scopeSpans?: readonly {
      readonly scope?: { readonly name?: string }
      readonly spans?: readonly WireSpan[]
    }[]
  }[]
}

/** Extracts the spans from a request, in order. */
export function receivedSpans({ resourceSpans = [] }: TraceRequest): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const about = record(resource?.attributes)
    return scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map((span) => received(span, scope?.name ?? '', about)),
    )
  })
}

function received(span: WireSpan, scope: string, resource: Record<string, unknown>): ReceivedSpan {
  const start = BigInt(span.startTimeUnixNano)
  return {
    name: span.name,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId || undefined,
    kind: span.kind,
    startTime: milliseconds(start),
    duration: milliseconds(BigInt(span.endTimeUnixNano) - start),
    attributes: record(span.attributes),
    status: span.status ?? {},
    events: span.events ?? [],
    scope,
    resource,
  }
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1000n) / 1000
}

function record(attributes: readonly WireAttribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))
}

/** An OTLP value is an object with one key, its type. */
function plain(value: WireValue): unknown {
  const [type, inner] = Object.entries(value)[0] ?? []
  if (type === 'intValue') return Number(inner)
  if (type !== 'arrayValue') return inner
  return ((inner as { values?: WireValue[] }).values ?? []).map(plain)
}
