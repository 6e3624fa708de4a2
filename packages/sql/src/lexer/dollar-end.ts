const delimiter = /\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$/y

/** Where the string `$tag$…$tag$` at `at` ends, -1 if it is never closed, `undefined` if none begins there. */
export function dollarEnd(sql: string, at: number): number | undefined {
  delimiter.lastIndex = at
  const quote = delimiter.exec(sql)?.[0]
  if (quote === undefined) return undefined
  const close = sql.indexOf(quote, at + quote.length)
  return close === -1 ? -1 : close + quote.length
}
