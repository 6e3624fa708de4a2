import type { Tags } from '@sqltrace/sqlcommenter'
import type { CallSite } from '../call-site/call-site.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Caller } from '../caller/caller.js'
import { positionText } from '../call-site/position-text.js'

/** The facts that decide which tags a statement may carry. */
export interface TagRules {
  /** A named statement's text is shared by later callers, so its comment names where it was prepared, and no request. */
  readonly named: boolean
  /** Each distinct comment on a utility statement is an entry in pg_stat_statements (PostgreSQL 15 and older), so it names no request. */
  readonly utility: boolean
  /** The line that opened its transaction. */
  readonly transaction: CallSite | undefined
  readonly traceparent: string | undefined
}

/** The tags of a statement: the constant tags, the request's, the app's own, then those that sqltrace sets. */
export function statementTags(options: ResolvedOptions, caller: Caller, rules: TagRules): Tags {
  const position = caller.site && positionText(caller.site)
  if (rules.named) return { ...options.constantTags, prepared_at: position }
  if (rules.utility) return { ...options.constantTags, file: position }
  const request = caller.scope?.request
  return {
    ...options.constantTags,
    method: request?.method,
    route: request?.route,
    ...caller.scope?.tags,
    advice: undefined,
    file: position,
    transaction: openedElsewhere(rules.transaction, position),
    traceparent: rules.traceparent,
  }
}

function openedElsewhere(opened: CallSite | undefined, position: string | undefined) {
  const line = opened && positionText(opened)
  return line === position ? undefined : line
}
