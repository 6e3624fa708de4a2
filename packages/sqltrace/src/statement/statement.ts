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

/** What the statements of equal options share. */
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

/** One statement on its way: from the call, over the connection that takes it, to what comes back. */
export class Statement {
  readonly caller: Caller
  readonly query: Query
  readonly #tools: StatementTools
  /** Milliseconds of `performance.now()`: when the app called. */
  readonly #startTime: number
  #dispatchTime: number | undefined
  #connection: ConnectionState | undefined
  #sending: Sending | undefined
  #span: Span | undefined
  #server: Server | undefined
  #tags: Tags = {}
  #sent: string
  #brokenOffBy: Outcome['brokenOffBy']
  #isOver = false

  constructor(tools: StatementTools, caller: Caller, query: Query, startTime = performance.now()) {
    this.#startTime = startTime
    this.#tools = tools
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
    this.#dispatchTime = performance.now()
    this.#connection = connection
    this.#sending = connection.send(this.caller, this.query.sql)
    this.#openSpan()
  }

  /** The text to send: the statement with its comment. `kept`: the driver may keep a prepared statement for each text. */
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

  /** Says which text is sent. */
  sendAs(text: string): string {
    this.#sent = text
    return text
  }

  /** Whether another text carries the comment of this one: somebody has added to the statement. */
  isCarriedBy(text: string): boolean {
    const ours = Object.entries(parseComment(this.#sent))
    const found = parseComment(text)
    return ours.length > 0 && ours.every(([key, value]) => found[key] === value)
  }

  /** Says where the connection leads. */
  goesTo(server: Server): void {
    this.#server = server
    this.#connection?.learn(server.session)
    if (this.#span) addServer(this.#span, server)
  }

  /** The consumer of a stream breaks it off with an error of its own; the statement ends when the stream has. */
  breakOff(error: unknown): void {
    this.#brokenOffBy = { error }
  }

  /** Whether `error` is the consumer's own. */
  isBrokenOffBy(error: unknown): boolean {
    return this.#brokenOffBy !== undefined && this.#brokenOffBy.error === error
  }

  /** Something came back, or no connection could be had. Only the first call counts. */
  end(outcome: Outcome = {}): void {
    if (this.#isOver) return
    this.#isOver = true
    if (outcome.error !== undefined) putPositionBack(outcome.error, this.query.sql, this.#sent)
    if (!this.#sending) this.#openSpan()
    this.#tell(this.#brokenOffBy ? { ...outcome, brokenOffBy: this.#brokenOffBy } : outcome)
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

  /** The span ends last: who hears of the statement may still add to it. */
  #tell(outcome: Outcome): void {
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
