import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { guarded } from '../runtime/guarded.js'
import { innerRecord } from '../record/inner-record.js'
import type { Advisor } from './advisor.js'

/** Passes every finished statement of this process to `advisor`. Returns a function that stops it. */
export function listen(advisor: Advisor): () => void {
  const listener = (message: unknown) => show(advisor, message)
  subscribe('sqltrace:query', listener)
  return () => void unsubscribe('sqltrace:query', listener)
}

const show = guarded('look for advice', (advisor: Advisor, message: unknown) =>
  advisor.see(innerRecord(message)),
)
