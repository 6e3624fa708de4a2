import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Context, Span } from '@opentelemetry/api'
import type { CallSite } from '../call-site/call-site.js'
import { guarded } from '../runtime/guarded.js'
import { callerAttributes } from '../telemetry/caller-attributes.js'
import type { Caller } from '../caller/caller.js'
import { spanTracer } from '../telemetry/span-tracer.js'
import { positionText } from '../call-site/position-text.js'

/** How a transaction ended. */
export type TransactionOutcome = 'commit' | 'rollback' | 'lost'

/** An open transaction with its span, which lasts from BEGIN to the outcome. */
export class Transaction {
  /** The line that opened it. */
  readonly site: CallSite | undefined
  readonly #parent: Span | undefined
  /** `undefined` without an SDK. */
  readonly #span: Span | undefined
  #isOver = false

  constructor({ site, scope, context }: Caller, system = 'postgresql') {
    this.site = site
    this.#parent = trace.getSpan(context)
    this.#span = spanTracer()?.startSpan('transaction', { kind: SpanKind.INTERNAL }, context)
    if (this.#span?.isRecording()) describe(this.#span, system, { site, scope, context })
  }

  /** The same line, as tags show it. */
  get file(): string | undefined {
    return this.site && positionText(this.site)
  }

  /** `context` with this transaction's span as the parent, unless the app has started its own span since. */
  within(context: Context): Context {
    if (!this.#span || trace.getSpan(context) !== this.#parent) return context
    return trace.setSpan(context, this.#span)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Ends the transaction; only the first call counts. */
  end(outcome: TransactionOutcome): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#span?.setAttribute('sqltrace.transaction.outcome', outcome)
    if (outcome === 'lost') this.#span?.setStatus({ code: SpanStatusCode.ERROR })
    this.#span?.end()
  }
}

/** Guarded separately: if describing the span fails, the transaction must still end it. */
const describe = guarded('describe a transaction', (span: Span, system: string, caller: Caller) => {
  span.setAttribute('db.system.name', system)
  span.setAttributes(callerAttributes(caller))
})
