import type { Terminal } from './terminal.js'
import { cutEnd } from './fit.js'
import { visible } from './visible.js'

/** A source line and its number. */
export interface SourceLine {
  readonly line: number
  readonly text: string
}

/** The lines around `line`. */
export function excerpt(text: string, line: number, around = 2): SourceLine[] {
  const first = Math.max(1, line - around)
  return text
    .split(/\r?\n/)
    .slice(first - 1, line + around)
    .map((part, index) => ({ line: first + index, text: part.replaceAll('\t', '  ') }))
}

/** Renders an excerpt with `line` marked. */
export function renderExcerpt(
  lines: readonly SourceLine[],
  line: number,
  { colors, columns }: Pick<Terminal, 'colors' | 'columns'>,
): string[] {
  const digits = String(lines.at(-1)?.line ?? 0).length
  return lines.map((at) => {
    const number = String(at.line).padStart(digits)
    const text = cutEnd(`${at.line === line ? '▸' : ' '} ${number} │ ${visible(at.text)}`, columns)
    return at.line === line ? colors.bold(text) : colors.dim(text)
  })
}
