/** A Markdown table; all columns except the first contain numbers. */
export function table(titles, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const [first, ...rest] = titles
  return [
    line([first, ...rest]),
    line(['---', ...rest.map(() => '--:')]),
    ...rows.map((cells) => line(cells)),
  ].join('\n')
}

export const fixed = (digits) => (value) => value.toFixed(digits)

/** `12.3 [11.9, 12.8]` */
export function withInterval({ median, low, high }, format) {
  return `${format(median)} [${format(low)}, ${format(high)}]`
}
