import type { Span } from '@opentelemetry/api'
import { statementKind, tagSql } from '@sqltrace/sqlcommenter'
import { guarded } from '../report.js'
import type { ConnectionState, Sending } from '../transaction/connection-state.js'
import type { Caller } from './caller.js'
import { restorePosition } from './error-position.js'
import type { Outcome, Query, Server } from './query.js'
import { serverAttributes } from './query-attributes.js'
import { endSpan, startSpan } from './span.js'
import { statementTags } from './tags.js'
import { traceparentOf } from './traceparent.js'
import type { Tracer } from './tracer.js'

const openSpan = guarded('starting a span', startSpan)
const closeSpan = guarded('ending a span', endSpan)
const collectTags = guarded('collecting the tags', statementTags)
const placeTags = guarded('placing the comment', tagSql)
const putPositionBack = guarded('correcting an error position', restorePosition)

/** One statement on its way: from the call, over the connection that takes it, to what comes back. */
export class Statement {
  readonly caller: Caller
  readonly query: Query
  readonly #tracer: Tracer
  readonly #startTime = performance.now()
  #sending: Sending | undefined
  #span: Span | undefined
  #sent: string
  #isOver = false

  constructor(tracer: Tracer, caller: Caller, query: Query) {
    this.#tracer = tracer
    this.caller = caller
    this.query = query
    this.#sent = query.sql
  }

  /** Whether a connection has taken it. */
  get isDispatched(): boolean {
    return this.#sending !== undefined
  }

  /** A connection takes it now. */
  dispatch(connection: ConnectionState): void {
    this.#sending = connection.send(this.caller, this.query.sql)
    this.#openSpan()
  }

  /** The text to send: the statement with its comment. */
  tag(): string {
    const { sql, named = false, system = 'postgresql' } = this.query
    if (system !== 'postgresql') return sql
    const { options } = this.#tracer
    const tags = collectTags(options, this.caller, {
      named,
      utility: statementKind(sql) === 'utility',
      transaction: this.#sending?.transaction?.site,
      traceparent: options.traceparent && !named ? traceparentOf(this.#span) : undefined,
    })
    return this.sendAs((tags && placeTags(sql, tags, options)) ?? sql)
  }

  /** Says which text is sent. */
  sendAs(text: string): string {
    this.#sent = text
    return text
  }

  /** Says where the connection leads. */
  goesTo(server: Server): void {
    this.#span?.setAttributes(serverAttributes(server))
  }

  /** Something came back, or no connection could be had. Only the first call counts. */
  end(outcome: Outcome = {}): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#openSpan()
    if (outcome.error !== undefined) putPositionBack(outcome.error, this.query.sql, this.#sent)
    if (this.#span) closeSpan(this.#span, outcome)
    this.#sending?.done(outcome)
  }

  #openSpan(): void {
    const { query, caller } = this
    const parent = this.#sending?.transaction?.within(caller.context) ?? caller.context
    const facts = { query, caller, parent, startTime: this.#startTime }
    this.#span ??= openSpan({ ...facts, options: this.#tracer.options })
  }
}
