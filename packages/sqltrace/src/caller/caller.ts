import type { Scope } from '@sqltrace/context'
import type { Context } from '@opentelemetry/api'
import type { CallSite } from '../call-site/call-site.js'

/** Who sends: known at the call alone, never at dispatch, when another context may be running. */
export interface Caller {
  readonly site: CallSite | undefined
  readonly scope: Scope | undefined
  readonly context: Context
}
