import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { guarded } from '../runtime/guarded.js'
import { innerRecord } from '../record/inner-record.js'
import type { Advisor } from './advisor.js'

/** Lets `advisor` see every finished statement of this process. Call the result to stop. */
export function listen(advisor: Advisor): () => void {
  const see = guarded('giving advice', (message: unknown) => advisor.see(innerRecord(message)))
  subscribe('sqltrace:query', see)
  return () => void unsubscribe('sqltrace:query', see)
}
