import type { Wait } from '../model/wait.js'
import type { Terminal } from './terminal.js'

type Colors = Terminal['colors']

/** Each kind has its own glyph, so the bar is readable without colours. */
const kinds: readonly {
  wait: Wait
  glyph: string
  label: string
  color: 'green' | 'blue' | 'red' | 'yellow' | 'magenta'
}[] = [
  { wait: 'cpu', glyph: '█', label: 'CPU', color: 'green' },
  { wait: 'io', glyph: '▓', label: 'IO', color: 'blue' },
  { wait: 'lock', glyph: '▒', label: 'lock', color: 'red' },
  { wait: 'client', glyph: '░', label: 'client', color: 'yellow' },
  { wait: 'other', glyph: '·', label: 'other', color: 'magenta' },
]

/** A bar of the load, split by kind of wait; a load of `full` fills `width`. */
export function waitBar(
  waits: Readonly<Record<Wait, number>>,
  full: number,
  width: number,
): string {
  let shown = 0
  let passed = 0
  return kinds
    .map(({ wait, glyph }) => {
      passed += waits[wait]
      const until = full === 0 ? 0 : Math.round((passed / full) * width)
      const part = glyph.repeat(until - shown)
      shown = until
      return part
    })
    .join('')
}

/** Colours the glyphs of a bar or of the legend. */
export function colorWaits(text: string, colors: Colors): string {
  return kinds.reduce(
    (line, { glyph, color }) =>
      line.replace(new RegExp(`${glyph}+`, 'g'), (part) => colors[color](part)),
    text,
  )
}

/** What the glyphs of a bar mean. */
export const waitLegend = kinds.map(({ glyph, label }) => `${glyph} ${label}`).join('  ')
