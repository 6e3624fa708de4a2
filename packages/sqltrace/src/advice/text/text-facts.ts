import { BoundedCache } from '../../runtime/bounded-cache.js'
import { longestList } from './longest-list.js'
import { isPlainRead, readTokens } from '@sqltrace/sql'
import { wrappedColumn } from './wrapped-column.js'
import type { WrappedColumn } from './wrapped-column.js'

/** What rules know about a statement's text. The same object for the same text, while it is cached. */
export interface TextFacts {
  /** It only reads tables, locks no rows and calls only functions that are known to be harmless. */
  readonly isPlainRead: boolean
  /** The number of values in its longest `in (…)` or `values` list. */
  readonly longestList: number
  /** The first comparison of a function of a column with a value. */
  readonly wrappedColumn: WrappedColumn | undefined
}

/** Analyzes a text; cached. */
export function textFacts(sql: string): TextFacts {
  return cache.get(sql)
}

const cache = new BoundedCache<TextFacts>(
  { texts: 1000, characters: 2_000_000, maxText: 50_000 },
  (sql) => {
    const tokens = readTokens(sql)
    return {
      isPlainRead: isPlainRead(sql),
      longestList: longestList(tokens),
      wrappedColumn: wrappedColumn(tokens),
    }
  },
)
