import type { Scope } from '@sqltrace/context'
import type { Context } from '@opentelemetry/api'
import type { CallSite } from '../call-site/call-site.js'

/** The sender of a statement. Known only at the call, not at dispatch, when another async context may be running. */
export interface Caller {
  readonly site: CallSite | undefined
  readonly scope: Scope | undefined
  readonly context: Context
}
