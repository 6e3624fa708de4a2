import { unsupportedKysely } from '../runtime/sqltrace-error.js'
import { methodLike } from '../runtime/method-like.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { notify } from '../runtime/guarded.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { isTraced, markTraced } from '../options/mark-traced.js'
import { databaseSystem } from './database-system.js'
import type { Executor, KyselyInstance } from './shapes.js'
import { TracedExecutor } from './traced-executor.js'

/** A traced twin of a Kysely instance; a subclass, which cannot be rebuilt, is traced in place. */
export function traceKysely<T extends KyselyInstance>(db: T, instrumentation: Instrumentation): T {
  const executor = db.getExecutor()
  if (isTraced(executor)) return db
  tellDialect(executor)
  const tracedExecutor = new TracedExecutor(executor.withPlugins([]), instrumentation)
  const twin = rebuild(db, executor, tracedExecutor)
  const isSubclass = Object.getPrototypeOf(twin) !== Object.getPrototypeOf(db)
  if (isSubclass) patch(executor, tracedExecutor)
  const result = isSubclass ? db : twin
  markTraced(result, instrumentation)
  markTraced(result.getExecutor(), instrumentation)
  return result
}

/** `withPlugin` builds a new instance around what the executor answers to that one call. */
function rebuild<T extends KyselyInstance>(db: T, executor: Executor, answer: TracedExecutor): T {
  let asked = false
  const body = () => {
    asked = true
    return answer
  }
  replaceMethod(executor, 'withPlugin', methodLike(executor.withPlugin, body) as never)
  try {
    const twin = db.withPlugin({})
    if (asked) return twin as T
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

function tellDialect({ adapter }: Executor): void {
  const system = databaseSystem(adapter)
  if (system === 'postgresql') return
  notify(`dialect:${system}`, `statements of ${system} get spans but no comment.`)
}
