/** A span as returned by Jaeger's query API. */
export interface JaegerSpan {
  readonly traceID: string
  readonly spanID: string
  readonly operationName: string
  readonly parent: string | undefined
  readonly tags: Readonly<Record<string, unknown>>
}

interface WireSpan extends Omit<JaegerSpan, 'parent' | 'tags'> {
  readonly references: readonly { readonly refType: string; readonly spanID: string }[]
  readonly tags: readonly { readonly key: string; readonly value: unknown }[]
}

/** Jaeger's query API. */
export class QueryApi {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  services(): Promise<string[]> {
    return this.#get('services')
  }

  /** The spans of the traces that have a span with all these tags. */
  async search(service: string, tags: Readonly<Record<string, string>>): Promise<JaegerSpan[]> {
    const query = new URLSearchParams({ service, tags: JSON.stringify(tags), limit: '500' })
    return spansOf(await this.#get(`traces?${query}`))
  }

  /** The spans of a trace; none while it is unknown. */
  async trace(id: string): Promise<JaegerSpan[]> {
    return spansOf((await this.#get<Traces | null>(`traces/${id}`)) ?? [])
  }

  async #get<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.#url}/api/${path}`)
    return ((await answer.json()) as { data: T }).data
  }
}

type Traces = readonly { readonly spans: readonly WireSpan[] }[]

function spansOf(traces: Traces): JaegerSpan[] {
  return traces.flatMap(({ spans }) =>
    spans.map(({ references, tags, ...span }) => ({
      ...span,
      parent: references.find(({ refType }) => refType === 'CHILD_OF')?.spanID,
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    })),
  )
}
