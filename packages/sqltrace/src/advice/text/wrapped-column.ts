import { tableOf } from './table-of.js'

/** A comparison such as `lower("slug") = $1`. */
export interface WrappedColumn {
  /** `lower("slug")` */
  readonly expression: string
  /** The table of the column, if the text reveals it. */
  readonly table: string | undefined
}

const name = String.raw`(?:"[^"]*"|[a-z_]\w*)`
const column = String.raw`(?:(${name}) \. )?(${name})`
const operand = String.raw`(?:[a-z_]\w* \( )?\?`
const comparison = String.raw`(?:=|in \(|like|ilike|= any \()`
const wrapped = String.raw`([a-z_]\w*) \( ${column} \)`
const condition = String.raw`\b(?:where|and|or|on|not) (?:\( )*`

const columnFirst = new RegExp(`${condition}${wrapped} ${comparison} ${operand}`)
const valueFirst = new RegExp(`${condition}(?:[a-z_]\\w* \\( )?\\? (?:\\) )?= ${wrapped}`)
/** Keywords and aggregates. */
const others = /^(?:any|all|some|exists|in|not|and|or|on|where|count|sum|avg|min|max)$/

/** The first comparison of a function of one column with a value; an index on the column itself can't be used for it. */
export function wrappedColumn(tokens: readonly string[]): WrappedColumn | undefined {
  const text = tokens.join(' ')
  const [, applied = '', qualifier, compared = ''] =
    columnFirst.exec(text) ?? valueFirst.exec(text) ?? []
  if (applied === '' || others.test(applied)) return undefined
  return { expression: `${applied}(${compared})`, table: tableOf(tokens, qualifier) }
}
