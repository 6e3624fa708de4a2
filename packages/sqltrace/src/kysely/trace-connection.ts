import { isPlain, overlay } from '../runtime/overlay.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'
import { endWith, failWith } from '../statement/end-with.js'
import { Handoff, handOver } from '../statement/handoff.js'
import type { Entry } from '../call-site/stack/capture.js'
import type { Outcome } from '../query/query.js'
import { stateOf } from '../transaction/connection-state.js'
import { ownerOf } from './connection-owner.js'
import type { CompiledQuery, Connection, QueryResult } from './shapes.js'
import { inFlightQuery } from './in-flight-query.js'
import { traceStream } from './trace-stream.js'

const traced = shared('connections', () => new WeakSet<Connection>())

/**
 * Traces a connection in place, as Kysely's own logging does, because drivers keep private state on
 * it. An untraced instance may share it; its statements pass through.
 */
export function traceConnection(connection: Connection): Connection {
  if (traced.has(connection)) return connection
  traced.add(connection)
  stateOf(connection).owners ??= 0
  const { executeQuery, streamQuery } = connection
  const kept = mayKeepTexts(connection) ?? true
  replaceMethod(connection, 'executeQuery', function execute(query, ...rest) {
    const sending = send(connection, execute, query, kept)
    if (!sending) return executeQuery.call(connection, query, ...rest)
    const { statement, tagged, handoff } = sending
    const call = [handoff, executeQuery, connection, [tagged, ...rest]]
    const result = failWith(statement, handOver<ReturnType<typeof executeQuery>>, undefined, call)
    return endWith(statement, result, (value) => outcomeOf(statement.query.sql, value))
  })
  replaceMethod(connection, 'streamQuery', function stream(query, ...rest) {
    const sending = send(connection, stream, query, kept)
    if (!sending) return streamQuery.call(connection, query, ...rest)
    const { statement, tagged } = sending
    const started = failWith(statement, streamQuery, connection, [tagged, ...rest])
    return traceStream(started, sending)
  })
  return connection
}

/** What to send over the connection instead of `query`; `undefined` if an untraced instance sends it. */
const send = guarded(
  'send a Kysely query',
  (connection: Connection, entry: Entry, query: CompiledQuery, kept: boolean) => {
    const inFlight = inFlightQuery(query)
    const statement = inFlight?.statement ?? driverStatement(connection, entry, query)
    if (!statement || statement.isDispatched) return undefined
    statement.dispatch(stateOf(connection))
    const sql = statement.tag(kept)
    const handoff = new Handoff(statement.caller, { sql }, false, statement)
    return { statement, handoff, tagged: withSql(inFlight?.query ?? query, sql) }
  },
)

/** Kysely's own pg connection, recognized by a message that only it has, prepares no statements. Others might. */
const mayKeepTexts = guarded('recognize a Kysely connection', ({ streamQuery }: Connection) => {
  const source = Function.prototype.toString.call(streamQuery)
  return !source.includes('is not present in your postgres dialect config')
})

const withSql = (query: CompiledQuery, sql: string): CompiledQuery =>
  isPlain(query) ? { ...query, sql } : overlay(query, { sql })

/** The driver sends its own statements (BEGIN, COMMIT) on behalf of the connection's owner. */
function driverStatement(connection: Connection, entry: Entry, { sql, parameters }: CompiledQuery) {
  const owner = ownerOf(connection)
  if (!owner) return undefined
  const { instrumentation, caller } = owner
  const sender = instrumentation.callers.onBehalfOf(caller, entry)
  return instrumentation.statement(sender, { sql, parameters })
}

/**
 * Kysely's newer drivers return the command tag of COMMIT and ROLLBACK as a row. For a text with several statements they
 * return no rows at all.
 */
function outcomeOf(sql: string, result: QueryResult): Outcome {
  const { rows } = Object(result) as QueryResult
  if (rows?.length === 0 && /;\s*\S/.test(sql)) return {}
  const [first] = rows ?? []
  const { command } = Object(first) as { command?: string }
  const isTag = rows?.length === 1 && (command === 'COMMIT' || command === 'ROLLBACK')
  return isTag ? { command } : { rows: rows?.length, data: rows }
}
