import { BoundedCache } from '../../runtime/bounded-cache.js'
import { longestList } from './longest-list.js'
import { isPlainRead, readTokens } from '@sqltrace/sql'
import { wrappedColumn } from './wrapped-column.js'
import type { WrappedColumn } from './wrapped-column.js'

/** What rules know of a statement's text. The same object for the same text, as long as it comes back. */
export interface TextFacts {
  /** It reads tables, locks no row and calls no function that is not known to be harmless. */
  readonly isPlainRead: boolean
  /** How many values its longest `in (…)` or `values` list has. */
  readonly longestList: number
  /** The first comparison of a function of a column with a value. */
  readonly wrappedColumn: WrappedColumn | undefined
}

/** Reads a text, or remembers it. */
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
