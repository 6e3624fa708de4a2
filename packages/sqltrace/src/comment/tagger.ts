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

/** A statement with its comment, and the tags that the comment says. */
export interface Tagged {
  readonly tags: Tags
  readonly text: string
}

/** What decides about the tags besides the statement itself. */
export interface Circumstances extends Pick<TagRules, 'transaction' | 'traceparent'> {
  /** The driver may keep a prepared statement for each text: what differs with each call stays out of it. */
  readonly kept?: boolean
  /** The connection's setting of `standard_conforming_strings`. */
  readonly strings?: 'on' | 'off' | 'unknown'
}

/** What a comment depends on besides the line and the route. */
type Facts = readonly unknown[]

/** Without a backslash the setting of `standard_conforming_strings` changes nothing. */
type Strings = NonNullable<Circumstances['strings']> | 'any'

interface TaggedBefore extends Tagged {
  readonly sql: string
  readonly system: string
  readonly strings: Strings
}

interface Written {
  readonly tags: Tags
  readonly comment: string
  readonly facts: Facts
  /** The statement that it was put into last. */
  last?: TaggedBefore | undefined
}

const watch = guarded('watch for helpers', watchVariety)

/** Writes comments, each once as long as what it says stays the same, and puts them into statements (bench "steps"). */
export class Tagger {
  readonly #options: ResolvedOptions
  /** By line, then by route. */
  readonly #written = new WeakMap<CallSite, BoundedMap<string | undefined, Written>>()

  constructor(options: ResolvedOptions) {
    this.#options = options
  }

  tag(caller: Caller, query: Query, circumstances: Circumstances): Tagged {
    const { transaction, kept = false, strings: setting = 'on' } = circumstances
    const traceparent = kept ? undefined : circumstances.traceparent
    const { sql, named = false, system = 'postgresql' } = query
    const rules = { named, utility: isUtility(sql), transaction, traceparent }
    const written = this.#write(kept ? this.#limited(caller) : caller, rules)
    const { tags, last } = written
    // A line mostly sends one text.
    if (last?.sql === sql && last.system === system && readsAlike(last.strings, setting))
      return last
    if (caller.site) watch(caller.site, sql)
    const strings: Strings = sql.includes('\\') ? setting : 'any'
    const text = this.#place(sql, system, strings, written.comment)
    const tagged = { sql, system, strings, tags, text }
    keep(written, tagged)
    return tagged
  }

  /** Other databases read comments in their own ways. */
  #place(sql: string, system: string, strings: Strings, comment: string): string {
    if (system !== 'postgresql') return sql
    const standardConformingStrings = strings === 'any' ? 'on' : strings
    return placeComment(sql, comment, { ...this.#options, standardConformingStrings })
  }

  #write(caller: Caller, rules: TagRules): Written {
    const { site, scope } = caller
    const route = scope?.request?.route
    const method = scope?.request?.method
    const facts = [method, scope?.tags, rules.named, rules.utility, rules.transaction]
    if (!site || rules.traceparent) return this.#make(caller, rules, facts)
    const byRoute = this.#byRoute(site)
    const before = byRoute.get(route)
    if (before && isSame(before.facts, facts)) return before
    const made = this.#make(caller, rules, facts)
    byRoute.set(route, made)
    return made
  }

  /** A line makes as many texts as it has routes, up to a bound. */
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

  #make(caller: Caller, rules: TagRules, facts: Facts): Written {
    const tags = statementTags(this.#options, caller, rules)
    return { tags, comment: formatComment(tags, this.#options), facts }
  }
}

const readsAlike = (one: Strings, other: Strings) => one === 'any' || one === other
const isUtility = (sql: string) => statementKind(sql) === 'utility'
const isSame = (one: Facts, other: Facts) => one.every((fact, index) => fact === other[index])
