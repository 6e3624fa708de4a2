import type { Context, Span } from '@opentelemetry/api'
import { parseComment, type Tags } from '@sqltrace/sqlcommenter'
import { recordDuration } from '../telemetry/record-duration.js'
import { guarded } from '../runtime/guarded.js'
import type { ConnectionState, Sending } from '../transaction/connection-state.js'
import type { Transaction } from '../transaction/transaction.js'
import type { Caller } from '../caller/caller.js'
import { restorePosition } from './restore-position.js'
import type { FinishedStatement } from '../query/finished-statement.js'
import type { Outcome, Query, Server } from '../query/query.js'
import { serverAttributes } from '../telemetry/query-attributes.js'
import { publishQuery, queryChannel } from '../record/publish-query.js'
import { endSpan } from '../telemetry/end-span.js'
import { startSpan } from '../telemetry/start-span.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Circumstances, Tagger } from '../comment/tagger.js'
import { spanTracer } from '../telemetry/span-tracer.js'
import { traceparentOf } from '../comment/traceparent-of.js'

/** The tools that statements with equal options share. */
export interface StatementTools {
  readonly options: ResolvedOptions
  readonly tagger: Tagger
}

const tracer = guarded('find the tracer', spanTracer)
const openSpan = guarded('start a span', startSpan)
const within = guarded(
  'enter the transaction of a query',
  (transaction: Transaction, context: Context) => transaction.within(context),
)
const addServer = guarded('name the server', (span: Span, server: Server) =>
  span.setAttributes(serverAttributes(server)),
)
const addComment = guarded(
  'add the comment',
  (tagger: Tagger, caller: Caller, query: Query, circumstances: Circumstances) =>
    tagger.tag(caller, query, circumstances),
)
const putPositionBack = guarded('correct the position of an error', restorePosition)
const follow = guarded(
  'follow the transaction',
  (connection: ConnectionState, sending: Sending, outcome: Outcome) =>
    connection.done(sending, outcome),
)
const record = guarded('record the duration', recordDuration)
const publish = guarded('publish the record', publishQuery)
const closeSpan = guarded('end the span', endSpan)

/** A statement in flight: from the call, over the connection that sends it, to its result. */
export class Statement {
  readonly caller: Caller
  readonly query: Query
  readonly #tools: StatementTools
  /** When the app called, as `performance.now()` in milliseconds. */
  readonly #startTime: number
  #dispatchTime: number | undefined
  #connection: ConnectionState | undefined
  #sending: Sending | undefined
  #span: Span | undefined
  #server: Server | undefined
  #tags: Tags = {}
  #sent: string
  #abortedBy: Outcome['abortedBy']
  #isOver = false

  constructor(tools: StatementTools, caller: Caller, query: Query, startTime = performance.now()) {
    this.#startTime = startTime
    this.#tools = tools
    this.caller = caller
    this.query = query
    this.#sent = query.sql
  }

  /** Whether it has been dispatched to a connection. */
  get isDispatched(): boolean {
    return this.#sending !== undefined
  }

  /** Dispatches it to a connection. */
  dispatch(connection: ConnectionState): void {
    this.#dispatchTime = performance.now()
    this.#connection = connection
    this.#sending = connection.send(this.caller, this.query.sql)
    this.#openSpan()
  }

  /** Returns the text to send: the statement with its comment. `kept`: the driver may keep a prepared statement per text. */
  tag(kept = false): string {
    const { sql, named } = this.query
    const transaction = this.#sending?.transaction?.site
    const { options } = this.#tools
    const traceparent = options.traceparent && !named ? traceparentOf(this.#span) : undefined
    const tagged = addComment(this.#tools.tagger, this.caller, this.query, {
      transaction,
      traceparent,
      kept,
      strings: this.#sending?.strings ?? 'unknown',
    })
    if (!tagged) return sql
    this.#tags = tagged.tags
    return this.sendAs(tagged.text)
  }

  /** Records the text that is sent. */
  sendAs(text: string): string {
    this.#sent = text
    return text
  }

  /** Whether another text contains this statement's comment, because other code has added to the statement. */
  isCarriedBy(text: string): boolean {
    const ours = Object.entries(parseComment(this.#sent))
    const found = parseComment(text)
    return ours.length > 0 && ours.every(([key, value]) => found[key] === value)
  }

  /** Records the connection's server. */
  setServer(server: Server): void {
    this.#server = server
    this.#connection?.learn(server.session)
    if (this.#span) addServer(this.#span, server)
  }

  /** A stream's consumer aborts it with its own error; the statement ends when the stream ends. */
  abort(error: unknown): void {
    this.#abortedBy = { error }
  }

  /** Whether `error` is the one with which the consumer aborted the stream. */
  isAbortedBy(error: unknown): boolean {
    return this.#abortedBy !== undefined && this.#abortedBy.error === error
  }

  /** Ends the statement with its result, or with the error of a failed connection. Only the first call counts. */
  end(outcome: Outcome = {}): void {
    if (this.#isOver) return
    this.#isOver = true
    if (outcome.error !== undefined) putPositionBack(outcome.error, this.query.sql, this.#sent)
    if (!this.#sending) this.#openSpan()
    this.#report(this.#abortedBy ? { ...outcome, abortedBy: this.#abortedBy } : outcome)
    if (this.#connection && this.#sending) follow(this.#connection, this.#sending, outcome)
  }

  #openSpan(): void {
    const found = tracer()
    if (!found) return
    const { query, caller } = this
    const { options } = this.#tools
    const transaction = this.#sending?.transaction
    const parent = (transaction && within(transaction, caller.context)) ?? caller.context
    this.#span = openSpan(found, { query, caller, parent, options, startTime: this.#startTime })
    if (this.#span && this.#server) addServer(this.#span, this.#server)
  }

  /** The span ends last, because subscribers may still add to it. */
  #report(outcome: Outcome): void {
    const endTime = performance.now()
    record(this.query, this.#server, endTime - this.#startTime, outcome)
    if (queryChannel.hasSubscribers) publish(this.#finished(outcome, endTime))
    if (this.#span) closeSpan(this.#span, endTime, this.#poolWait(endTime), outcome)
  }

  #poolWait(endTime: number): number {
    return (this.#dispatchTime ?? endTime) - this.#startTime
  }

  #finished(outcome: Outcome, endTime: number): FinishedStatement {
    return {
      options: this.#tools.options,
      query: this.query,
      caller: this.caller,
      tags: this.#tags,
      server: this.#server,
      transaction: this.#sending?.transaction,
      isFirst: this.#sending?.isFirst ?? false,
      span: this.#span,
      startTime: this.#startTime,
      endTime,
      poolWait: this.#poolWait(endTime),
      outcome,
    }
  }
}
