import type { Scope } from '@sqltrace/context'
import { formatComment, placeComment, statementKind } from '@sqltrace/sqlcommenter'
import type { Tags } from '@sqltrace/sqlcommenter'
import { limits } from '../runtime/limits.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import type { CallSite } from '../call-site/call-site.js'
import { watchVariety } from '../caller/watch-variety.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { guarded } from '../runtime/guarded.js'
import type { Caller } from '../caller/caller.js'
import { keep } from './text-keeper.js'
import type { Query } from '../query/query.js'
import { statementTags } from './statement-tags.js'
import type { TagRules } from './statement-tags.js'

/** A statement with its comment, and the tags in the comment. */
export interface Tagged {
  readonly tags: Tags
  readonly text: string
}

/** What determines the tags besides the statement itself. */
export interface Circumstances extends Pick<TagRules, 'transaction' | 'traceparent'> {
  /** Whether the driver may keep a prepared statement per text, so the text must not contain anything that differs per call. */
  readonly kept?: boolean
  /** The connection's setting `standard_conforming_strings`. */
  readonly strings?: 'on' | 'off' | 'unknown'
}

/** `any` for texts without a backslash, which don't depend on `standard_conforming_strings`. */
type Strings = NonNullable<Circumstances['strings']> | 'any'

interface TaggedBefore extends Tagged {
  readonly sql: string
  readonly system: string
  readonly strings: Strings
}

interface Written {
  readonly tags: Tags
  readonly comment: string
  /** What the comment depends on besides the line and the route. */
  readonly method: string | undefined
  readonly appTags: Tags | undefined
  readonly named: boolean
  readonly utility: boolean
  readonly transaction: CallSite | undefined
  /** The last statement with this comment. */
  last?: TaggedBefore | undefined
}

const watch = guarded('watch for helpers', watchVariety)

/** Adds comments to statements; caches comments and tagged texts (bench "steps"). */
export class Tagger {
  readonly #options: ResolvedOptions
  /** By line, then by route. */
  readonly #written = new WeakMap<CallSite, BoundedMap<string | undefined, Written>>()

  constructor(options: ResolvedOptions) {
    this.#options = options
  }

  tag(caller: Caller, query: Query, circumstances: Circumstances): Tagged {
    if (!circumstances.kept) return this.#tag(caller, query, circumstances)
    return this.#tag(this.#limited(caller), query, { ...circumstances, traceparent: undefined })
  }

  #tag(caller: Caller, query: Query, circumstances: Circumstances): Tagged {
    return this.#known(caller, query, circumstances) ?? this.#make(caller, query, circumstances)
  }

  /** The fast path: most lines send a single text per route (bench "queries"). */
  #known({ site, scope }: Caller, query: Query, circumstances: Circumstances): Tagged | undefined {
    const { transaction, traceparent, strings = 'on' } = circumstances
    if (!site || traceparent) return undefined
    const written = this.#written.get(site)?.get(scope?.request?.route)
    const last = written?.last
    if (!last || last.sql !== query.sql || last.system !== (query.system ?? 'postgresql'))
      return undefined
    const isSameText =
      written.named === (query.named ?? false) &&
      written.transaction === transaction &&
      readsAlike(last.strings, strings)
    return isSameText && isSameRequest(written, scope) ? last : undefined
  }

  #make(caller: Caller, query: Query, circumstances: Circumstances): Tagged {
    const { transaction, traceparent, strings: setting = 'on' } = circumstances
    const { sql, named = false, system = 'postgresql' } = query
    const rules = { named, utility: isUtility(sql), transaction, traceparent }
    const written = this.#write(caller, rules)
    if (caller.site) watch(caller.site, sql)
    const strings: Strings = sql.includes('\\') ? setting : 'any'
    const text = this.#place(sql, system, strings, written.comment)
    const tagged = { sql, system, strings, tags: written.tags, text }
    keep(written, tagged)
    return tagged
  }

  /** Other databases have different rules for comments. */
  #place(sql: string, system: string, strings: Strings, comment: string): string {
    if (system !== 'postgresql') return sql
    const standardConformingStrings = strings === 'any' ? 'on' : strings
    return placeComment(sql, comment, { ...this.#options, standardConformingStrings })
  }

  #write(caller: Caller, rules: TagRules): Written {
    const { site, scope } = caller
    const route = scope?.request?.route
    if (!site || rules.traceparent) return this.#compose(caller, rules)
    const byRoute = this.#byRoute(site)
    const before = byRoute.get(route)
    if (before && isSameRequest(before, scope) && isSameKind(before, rules)) return before
    const made = this.#compose(caller, rules)
    byRoute.set(route, made)
    return made
  }

  /** Limits a line's texts: beyond the limit, new routes are left out. */
  #limited(caller: Caller): Caller {
    const { site, scope } = caller
    const byRoute = site && this.#byRoute(site)
    const isFull = byRoute && byRoute.size >= limits.keptRoutes
    const request = isFull && !byRoute.has(scope?.request?.route) ? undefined : scope?.request
    return { ...caller, scope: { request } }
  }

  #byRoute(site: CallSite) {
    const known = this.#written.get(site)
    if (known) return known
    const byRoute = new BoundedMap<string | undefined, Written>(limits.routes)
    this.#written.set(site, byRoute)
    return byRoute
  }

  #compose(caller: Caller, rules: TagRules): Written {
    const tags = statementTags(this.#options, caller, rules)
    const { named, utility, transaction } = rules
    return {
      tags,
      comment: formatComment(tags, this.#options),
      method: caller.scope?.request?.method,
      appTags: caller.scope?.tags,
      named,
      utility,
      transaction,
    }
  }
}

const readsAlike = (one: Strings, other: Strings) => one === 'any' || one === other
const isUtility = (sql: string) => statementKind(sql) === 'utility'

function isSameRequest(before: Written, scope: Scope | undefined): boolean {
  return before.method === scope?.request?.method && before.appTags === scope?.tags
}

function isSameKind(before: Written, { named, utility, transaction }: TagRules): boolean {
  return before.named === named && before.utility === utility && before.transaction === transaction
}
