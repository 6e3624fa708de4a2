import { formatComment } from '@sqltrace/sqlcommenter'
import type { Tags } from '@sqltrace/sqlcommenter'
import { bounds } from '../bounds.js'
import { BoundedMap } from '../call-site/bounded-map.js'
import type { CallSite } from '../call-site/call-site.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Caller } from './caller.js'
import { statementTags } from './tags.js'
import type { TagRules } from './tags.js'

/** The tags of a statement and the comment that they make. */
export interface TagComment {
  readonly tags: Tags
  readonly comment: string
}

/** What a comment depends on besides the line and the route. */
type Facts = readonly unknown[]

interface KnownComment extends TagComment {
  readonly facts: Facts
}

/** Makes comments, each once as long as what it says stays the same (bench "steps": a comment costs as much as a frame). */
export class Comments {
  readonly #options: ResolvedOptions
  /** By line, then by route. */
  readonly #known = new WeakMap<CallSite, BoundedMap<string | undefined, KnownComment>>()

  constructor(options: ResolvedOptions) {
    this.#options = options
  }

  of(caller: Caller, rules: TagRules): TagComment {
    const { site, scope } = caller
    if (!site || rules.traceparent) return this.#make(caller, rules)
    const byRoute = this.#byRoute(site)
    const route = scope?.request?.route
    const facts = [
      scope?.request?.method,
      scope?.tags,
      rules.named,
      rules.utility,
      rules.transaction,
    ]
    const before = byRoute.get(route)
    if (before && isSame(before.facts, facts)) return before
    const made = { ...this.#make(caller, rules), facts }
    byRoute.set(route, made)
    return made
  }

  #byRoute(site: CallSite) {
    const byRoute =
      this.#known.get(site) ?? new BoundedMap<string | undefined, KnownComment>(bounds.routes)
    this.#known.set(site, byRoute)
    return byRoute
  }

  #make(caller: Caller, rules: TagRules): TagComment {
    const tags = statementTags(this.#options, caller, rules)
    return { tags, comment: formatComment(tags, this.#options) }
  }
}

const isSame = (one: Facts, other: Facts) => one.every((fact, index) => fact === other[index])
