type AnyFunction = (...args: never[]) => unknown

/** Property names and texts survive a minifier, so each source is recognized by one that only it has. */
const marks = {
  client: '_pulseQueryQueue',
  pool: 'dispatching query',
  instrumentation: 'addSqlCommenterCommentToQueries',
}

const mentions = (method: AnyFunction, mark: string) =>
  Function.prototype.toString.call(method).includes(mark)

/** Whether a client's `query` is pg's own: nobody has wrapped or overridden it. */
export function isClientQuery(query: AnyFunction): boolean {
  return mentions(query, marks.client)
}

/** Whether a pool's `query` is pg-pool's own. */
export function isPoolQuery(query: AnyFunction): boolean {
  return mentions(query, marks.pool)
}

/**
 * The method in front of which `@opentelemetry/instrumentation-pg` has put its own: one statement gets one span and one
 * comment. Other wrappers leave `__original` too (shimmer), and have to run.
 */
export function withoutInstrumentation<F extends AnyFunction>(method: F): F {
  const { __original } = method as { __original?: F }
  const isInstrumentation =
    typeof __original === 'function' && mentions(method, marks.instrumentation)
  return isInstrumentation ? withoutInstrumentation(__original) : method
}
