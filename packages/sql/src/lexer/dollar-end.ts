const delimiter = /\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$/y

/** Where `$tag$…$tag$` at `at` ends, or -1; `undefined` where no such string begins. */
export function dollarEnd(sql: string, at: number): number | undefined {
  delimiter.lastIndex = at
  const quote = delimiter.exec(sql)?.[0]
  if (quote === undefined) return undefined
  const close = sql.indexOf(quote, at + quote.length)
  return close === -1 ? -1 : close + quote.length
}
