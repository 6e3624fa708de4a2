import { reservedTags } from '@sqltrace/context'
import { invalidTag } from '../runtime/sqltrace-error.js'

/** Throws a `SqltraceError` if the app may not set `key`. */
export function checkTagKey(key: string): void {
  if (reservedTags.has(key)) throw invalidTag(key, 'is reserved: sqltrace sets it.')
  if (key === '') throw invalidTag(key, 'needs a name, such as `job`.')
}
