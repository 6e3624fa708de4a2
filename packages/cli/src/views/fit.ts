import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const plain = /^[\x20-\x7e]*$/

/** The number of columns that `text` takes up in a terminal. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text)
}

/** Truncates the end of `text`, with an ellipsis, to `width`. */
export function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return width < 1 ? '' : `${take(split(text), width - 1).join('')}…`
}

/** Truncates the beginning of `text`, with an ellipsis, to `width`. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return width < 1
    ? ''
    : `…${take(split(text).toReversed(), width - 1)
        .toReversed()
        .join('')}`
}

/** Pads `text` with blanks to `width`. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** Joins parts into lines no wider than `width`; a wider part is truncated. */
export function joinToLines(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const longer = lines.length === 0 ? part : `${lines.at(-1)}${separator}${part}`
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(cutEnd(part, width))
  }
  return lines
}

function split(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

function take(parts: string[], width: number): string[] {
  let used = 0
  const end = parts.findIndex((part) => (used += widthOf(part)) > width)
  return end === -1 ? parts : parts.slice(0, end)
}
