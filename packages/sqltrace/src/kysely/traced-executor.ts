import { type MethodBody, methodLike } from '../runtime/method-like.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import type { Statement } from '../statement/statement.js'
import type { Caller } from '../caller/caller.js'
import type { Entry, Frames } from '../call-site/stack/capture.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { databaseSystem } from './database-system.js'
import { lease } from './lease.js'
import { operationOf } from './operation.js'
import type { CompiledQuery, ConnectionProvider, Consumer, Executor } from './shapes.js'
import { isSending, StatementProvider } from './statement-provider.js'
import { inFlightCopy, inFlightQuery } from './in-flight-query.js'

type Stream = ReturnType<Executor['stream']>

/**
 * Wraps a Kysely executor. Every path from the app to the database enters here synchronously, with
 * the app's frame on the stack.
 */
export class TracedExecutor implements Executor {
  readonly #inner: Executor
  readonly #instrumentation: Instrumentation

  constructor(inner: Executor, instrumentation: Instrumentation) {
    this.#inner = inner
    this.#instrumentation = instrumentation
  }

  get adapter() {
    return this.#inner.adapter
  }

  get plugins() {
    return this.#inner.plugins
  }

  transformQuery(...args: unknown[]) {
    return this.#inner.transformQuery(...args)
  }

  compileQuery(...args: unknown[]) {
    return this.#inner.compileQuery(...args)
  }

  executeQuery(query: CompiledQuery, ...rest: unknown[]) {
    const { executeQuery } = this
    const copy = this.#trace(
      query,
      executeQuery,
      this.#instrumentation.callers.frames(executeQuery),
    )
    return this.#senderOf(copy).executeQuery(copy, ...rest)
  }

  stream(query: CompiledQuery, ...rest: unknown[]) {
    const { stream } = this
    const copy = this.#trace(query, stream, this.#instrumentation.callers.frames(stream))
    return untilLeft(this.#senderOf(copy).stream(copy, ...rest), copy)
  }

  provideConnection(consumer: Consumer, ...rest: unknown[]) {
    if (isSending()) return this.#inner.provideConnection(consumer, ...rest)
    const instrumentation = this.#instrumentation
    const { callers } = instrumentation
    const { provideConnection } = this
    const caller = callers.find(provideConnection, callers.frames(provideConnection))
    return this.#inner.provideConnection(lease({ instrumentation, caller }, consumer), ...rest)
  }

  withConnectionProvider(provider: ConnectionProvider) {
    return new TracedExecutor(this.#inner.withConnectionProvider(provider), this.#instrumentation)
  }

  withPlugin(plugin: unknown) {
    return new TracedExecutor(this.#inner.withPlugin(plugin), this.#instrumentation)
  }

  withPlugins(plugins: readonly unknown[]) {
    return new TracedExecutor(this.#inner.withPlugins(plugins), this.#instrumentation)
  }

  withPluginAtFront(plugin: unknown) {
    return new TracedExecutor(this.#inner.withPluginAtFront(plugin), this.#instrumentation)
  }

  withoutPlugins() {
    return new TracedExecutor(this.#inner.withoutPlugins(), this.#instrumentation)
  }

  /** Returns the query itself if it is already traced or could not be. */
  #trace(query: CompiledQuery, entry: Entry, frames: Frames): CompiledQuery {
    if (inFlightQuery(query)) return query
    const caller = this.#instrumentation.callers.find(entry, frames)
    return traceQuery(this.#instrumentation, caller, query, this.adapter) ?? query
  }

  /** An executor that gets its connection through us, so that we see every lease. */
  #senderOf(query: CompiledQuery): Executor {
    const statement = inFlightQuery(query)?.statement
    if (!statement) return this.#inner
    return this.#inner.withConnectionProvider(new StatementProvider(this.#inner, statement))
  }
}

/** An abandoned stream ends its statement when it is garbage collected. */
const collected = new FinalizationRegistry<Statement>((statement) => statement.end())

/** Kysely's loops turn a `throw` into a `return`, so we catch it here. */
function untilLeft(stream: Stream, query: CompiledQuery): Stream {
  const statement = inFlightQuery(query)?.statement
  if (!statement) return stream
  collected.register(stream, statement)
  const fail = stream.throw
  if (!fail) return stream
  const body: MethodBody = (_self, { 0: error }) => {
    statement.abort(error)
    return fail.call(stream, error)
  }
  replaceMethod(stream, 'throw', methodLike(fail, body) as never)
  return stream
}

const traceQuery = guarded(
  'trace a Kysely query',
  (
    instrumentation: Instrumentation,
    caller: Caller,
    query: CompiledQuery,
    adapter: unknown,
  ): CompiledQuery => {
    const { sql, parameters } = query
    const facts = { sql, parameters, system: databaseSystem(adapter), ...operationOf(query.query) }
    return inFlightCopy(instrumentation.statement(caller, facts), query)
  },
)
