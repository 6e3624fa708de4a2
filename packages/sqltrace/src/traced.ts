import { unknownTarget } from './runtime/sqltrace-error.js'
import { isKysely } from './kysely/shapes.js'
import { traceKysely } from './kysely/trace-kysely.js'
import { isDisabled } from './options/environment.js'
import { resolveOptions } from './options/resolve-options.js'
import type { TracedOptions } from './options/traced-options.js'
import { isClient, isPool } from './pg/shapes.js'
import { traceClient } from './pg/trace-client.js'
import { tracePool } from './pg/trace-pool.js'
import { observeRequests } from './route/observe-requests.js'
import { instrumentationFor } from './statement/instrumentation.js'
import type { Instrumentation } from './statement/instrumentation.js'
import { notify } from './runtime/guarded.js'
import { isTraced, keepFirst, takesMethods } from './options/mark-traced.js'
import type { Traceable } from './options/traceable.js'

/**
 * Traces a Kysely instance (or a transaction) or a pg `Pool`, `Client` or `PoolClient`: every
 * statement carries a sqlcommenter comment with the file, line and HTTP route that sent it, and gets
 * an OpenTelemetry span with the same facts.
 *
 * A pool or client is traced in place and returned. A Kysely instance stays untraced; a traced
 * instance is returned. Wrapping twice changes nothing.
 *
 * ```ts
 * import { Pool } from 'pg'
 * import { traced } from 'sqltrace'
 *
 * const pool = traced(new Pool())
 * await pool.query('select 1') // select 1 /*file='src/app.ts:5'*\/
 * ```
 *
 * @throws SqltraceError if the target is unsupported, or an option is unknown or invalid.
 */
export function traced<T extends Traceable>(target: T, options?: TracedOptions): T {
  if (isDisabled()) return target
  const resolved = resolveOptions(options)
  if (!resolved.enabled) return target
  const wrap = wrapperOf(target)
  if (isTraced(target)) {
    keepFirst(target, resolved)
    return target
  }
  if (resolved.http) observeRequests()
  return wrap(instrumentationFor(resolved)) as T
}

function wrapperOf(target: object): (instrumentation: Instrumentation) => object {
  if (typeof target === 'object' && target !== null) {
    if (isKysely(target)) return (instrumentation) => traceKysely(target, instrumentation)
    if (isPool(target)) return inPlace(target, ['query', 'connect', 'Client', 'emit'], tracePool)
    if (isClient(target)) return inPlace(target, ['query'], traceClient)
  }
  throw unknownTarget(target, remedy(target))
}

function inPlace<T extends object>(
  target: T,
  methods: readonly string[],
  trace: (target: T, instrumentation: Instrumentation) => void,
): (instrumentation: Instrumentation) => T {
  return (instrumentation) => {
    if (takesMethods(target, methods)) trace(target, instrumentation)
    else notify('untraceable', untraceable)
    return target
  }
}

const untraceable =
  'traced() cannot replace the methods of this pool or client, because it is frozen, or a Proxy with its own methods; ' +
  'it stays untraced. Wrap the object behind the Proxy: traced(new Pool()).'

function remedy(target: unknown): string {
  if (typeof target === 'function' && 'unsafe' in target) {
    return 'postgres.js is not pg; use it through a Kysely dialect and wrap the Kysely instance.'
  }
  if (typeof target === 'function') return 'Pass an instance: traced(new Pool()).'
  if (target instanceof Promise) return 'Await it first.'
  if (isDouble(target)) {
    return 'If it is a test double, leave it untraced: traced(target, { enabled: false }), or SQLTRACE_DISABLED=true in the tests.'
  }
  return 'Create it first, then wrap it: traced(new Pool()).'
}

const databaseMethods = [
  'query',
  'connect',
  'execute',
  'selectFrom',
  'transaction',
  'end',
  'release',
]

/** An object with some of a client's methods, such as a mock. */
function isDouble(target: unknown): boolean {
  return databaseMethods.some((name) => typeof Object(target)[name] === 'function')
}
