import type { Wait } from '../model/wait.js'
import type { Terminal } from './terminal.js'

type Colors = Terminal['colors']

/** Each kind has a glyph of its own, so that the bar reads without colours too. */
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

/** A bar as long as `load` on a scale where `full` fills `width`, split by what the sessions wait for. */
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

/** Colours a bar, or the legend, by its glyphs. */
export function colorWaits(text: string, colors: Colors): string {
  return kinds.reduce(
    (line, { glyph, color }) =>
      line.replace(new RegExp(`${glyph}+`, 'g'), (part) => colors[color](part)),
    text,
  )
}

/** What the glyphs of a bar mean. */
export const waitLegend = kinds.map(({ glyph, label }) => `${glyph} ${label}`).join('  ')
