import { currentScope, type RequestScope, runInScope } from '@sqltrace/context'
import { invalidTag, invalidTags } from './runtime/sqltrace-error.js'
import { checkTagKey } from './options/check-tag-key.js'

/** The app's own tags; `undefined` removes a tag. */
export type AppTags = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Runs `fn` and returns its result; every statement in its async context carries `tags`. Nested calls merge: inner values
 * win, and `undefined` removes a tag. `route` and `method` can be set, or removed for work that outlives its request.
 * `file`, `prepared_at`, `transaction` and `traceparent` are reserved. Throws a `SqltraceError` for an invalid tag, before
 * `fn` runs.
 *
 * ```ts
 * import { withTags } from 'sqltrace'
 *
 * await withTags({ job: 'nightly-report' }, () => db.selectFrom('courses').selectAll().execute())
 * // select * from "courses" /*file='src/report.ts:3',job='nightly-report'*\/
 * ```
 */
export function withTags<T>(tags: AppTags, fn: () => T): T {
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) throw invalidTags(tags)
  const scope = currentScope()
  const given = Object.entries(tags)
  const merged = given.reduce(withTag, scope?.tags ?? {})
  const removed = new Set(given.filter(([, value]) => value === undefined).map(([key]) => key))
  return runInScope({ ...scope, tags: merged, request: without(removed, scope?.request) }, fn)
}

type TextTags = Readonly<Record<string, string>>

function withTag(tags: TextTags, [key, value]: [string, unknown]): TextTags {
  checkTagKey(key)
  const { [key]: _, ...others } = tags
  return value === undefined ? others : { ...others, [key]: textOf(key, value) }
}

function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalidTag(
    key,
    'must be a string, a number or a boolean. Convert it, or pass undefined to remove the tag.',
  )
}

function without(
  removed: ReadonlySet<string>,
  request: RequestScope | undefined,
): RequestScope | undefined {
  const hidesRoute = removed.has('route')
  const hidesMethod = removed.has('method')
  if (!request || !(hidesRoute || hidesMethod)) return request
  return {
    id: request.id,
    method: hidesMethod ? undefined : request.method,
    get route() {
      return hidesRoute ? undefined : request.route
    },
  }
}
