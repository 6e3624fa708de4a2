import { unsupportedKysely } from '../runtime/sqltrace-error.js'
import { methodLike } from '../runtime/method-like.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { notify } from '../runtime/guarded.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { isTraced, markTraced } from '../options/mark-traced.js'
import { databaseSystem } from './database-system.js'
import type { Executor, KyselyInstance } from './shapes.js'
import { TracedExecutor } from './traced-executor.js'

/** A traced copy of a Kysely instance; a subclass, which cannot be rebuilt, is traced in place. */
export function traceKysely<T extends KyselyInstance>(db: T, instrumentation: Instrumentation): T {
  const executor = db.getExecutor()
  if (isTraced(executor)) return db
  warnAboutDialect(executor)
  const tracedExecutor = new TracedExecutor(executor.withPlugins([]), instrumentation)
  const copy = rebuild(db, executor, tracedExecutor)
  const isSubclass = Object.getPrototypeOf(copy) !== Object.getPrototypeOf(db)
  if (isSubclass) patch(executor, tracedExecutor)
  const result = isSubclass ? db : copy
  markTraced(result, instrumentation)
  markTraced(result.getExecutor(), instrumentation)
  return result
}

/** Kysely's `withPlugin` builds a new instance around the executor that `executor.withPlugin` returns: ours, for one call. */
function rebuild<T extends KyselyInstance>(db: T, executor: Executor, ours: TracedExecutor): T {
  let wasCalled = false
  const body = () => {
    wasCalled = true
    return ours
  }
  replaceMethod(executor, 'withPlugin', methodLike(executor.withPlugin, body) as never)
  try {
    const copy = db.withPlugin({})
    if (wasCalled) return copy as T
  } finally {
    Reflect.deleteProperty(executor, 'withPlugin')
  }
  throw unsupportedKysely()
}

const methods = [
  'executeQuery',
  'stream',
  'provideConnection',
  'withConnectionProvider',
  'withPlugin',
  'withPlugins',
  'withPluginAtFront',
  'withoutPlugins',
] as const

function patch(executor: Executor, traced: TracedExecutor): void {
  for (const name of methods) replaceMethod(executor, name, traced[name].bind(traced) as never)
}

function warnAboutDialect({ adapter }: Executor): void {
  const system = databaseSystem(adapter)
  if (system === 'postgresql') return
  notify(`dialect:${system}`, `${system} statements get spans but no comments.`)
}
