import { cutEnd, cutStart, widthOf } from './fit.js'
import type { Terminal } from './terminal.js'
import { visible } from './visible.js'

/** A line of code with a label before it and its route after it. */
export interface SiteLine {
  readonly label: string
  readonly site: string
  readonly work?: string | undefined
}

const minSite = 30
const minWork = 6

/** Renders a line of code; if space is short, the label gets its own line. */
export function renderSite(
  line: SiteLine,
  { columns, colors }: Pick<Terminal, 'columns' | 'colors'>,
): string[] {
  const { label, work = '' } = line
  const site = visible(line.site)
  const room = columns - widthOf(label)
  if (room < minSite && label.trim() !== '' && room < widthOf(site)) {
    const indent = ' '.repeat(label.search(/\S/) + 2)
    const below = renderSite({ ...line, label: indent }, { columns, colors })
    return [cutEnd(label.trimEnd(), columns), ...below]
  }
  const shown = cutStart(site, room)
  const left = room - widthOf(shown) - 2
  const route = left >= minWork && work !== '' ? `  ${cutEnd(visible(work), left)}` : ''
  return [`${label}${colors.cyan(shown)}${route}`]
}
