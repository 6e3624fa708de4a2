type AnyFunction = (...args: never[]) => unknown

/** Property names and strings survive a minifier, so each source is recognized by one that only it contains. */
const marks = {
  client: '_pulseQueryQueue',
  pool: 'dispatching query',
  instrumentation: 'addSqlCommenterCommentToQueries',
}

const mentions = (method: AnyFunction, mark: string) =>
  Function.prototype.toString.call(method).includes(mark)

/** Whether a client's `query` is pg's own, neither wrapped nor overridden. */
export function isClientQuery(query: AnyFunction): boolean {
  return mentions(query, marks.client)
}

/** Whether a pool's `query` is pg-pool's own. */
export function isPoolQuery(query: AnyFunction): boolean {
  return mentions(query, marks.pool)
}

/**
 * The method that `@opentelemetry/instrumentation-pg` has wrapped, so that a statement gets only one span and one comment.
 * Other wrappers (shimmer) also set `__original`, but must run.
 */
export function withoutInstrumentation<F extends AnyFunction>(method: F): F {
  const { __original } = method as { __original?: F }
  const isInstrumentation =
    typeof __original === 'function' && mentions(method, marks.instrumentation)
  return isInstrumentation ? withoutInstrumentation(__original) : method
}
