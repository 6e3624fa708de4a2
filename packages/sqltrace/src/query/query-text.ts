import { limits } from '../runtime/limits.js'
import { BoundedCache } from '../runtime/bounded-cache.js'
import { maskLiterals, summarize } from '@sqltrace/sql'

/** What spans show of a statement's text. */
export interface QueryText {
  /** The commands and their targets: {@link summarize}. */
  readonly summary: string
  /** The text without its values: {@link maskLiterals}. */
  readonly masked: string
}

/**
 * Describes a statement's text; cached.
 *
 * ```ts
 * describe('select * from "courses" where "slug" = $1').summary // select courses
 * ```
 */
export function describe(sql: string): QueryText {
  return cache.get(sql)
}

class LazyText implements QueryText {
  readonly summary: string
  readonly #sql: string
  #masked: string | undefined

  constructor(sql: string) {
    this.#sql = sql
    this.summary = summarize(sql)
  }

  get masked(): string {
    this.#masked ??= maskLiterals(this.#sql)
    return this.#masked
  }
}

const cache = new BoundedCache<QueryText>(limits.texts, (sql) => new LazyText(sql))
