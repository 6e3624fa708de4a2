import { styleText } from 'node:util'
import type { Marker } from '../checker/markers.js'
import type { Verdict } from '../checker/verdict.js'
import type { Finding } from '../operator/finding.js'
import type { LoadResult } from '../stage/load.js'
import type { Nameless } from './contrast.js'
import type { Replay } from './replay.js'

type Style = Parameters<typeof styleText>[0]

const width = Math.min(process.stdout.columns ?? 110, 120)
const indent = ' '.repeat(8)

/** Progress goes to standard error: the output is the result alone. */
export function progress(text: string): void {
  console.error(`· ${text}`)
}

/** Prints the costliest lines as the databases named them. */
export function printReplay(
  { ordinary, rush, operation }: Replay,
  markers: readonly Marker[],
): void {
  title('Visitors')
  if (ordinary !== undefined) say(`   1 ×  ${visitors(ordinary)}`)
  say(`  10 ×  ${visitors(rush)}`)
  title('What the three databases say: share of their time, line, routes and jobs, statement')
  const last = operation.findings.findLastIndex(({ file }) => numberOf(file, markers) !== undefined)
  for (const finding of operation.findings.slice(0, last + 1)) printFinding(finding)
}

/** Prints how right that was, and how long it took. */
export function printVerdict(
  { found, of, faults }: Verdict,
  { operation, ownSeconds }: Replay,
  markers: readonly Marker[],
): void {
  title(`The checker: ${found} of ${of}, ${faults.length} wrong`)
  for (const fault of faults) say(paint('red', `  ${fault}`))
  for (const [index, { file, share }] of operation.findings.entries())
    say(
      `  ${String(index + 1).padStart(2)}  ${percent(share)}  ${numberOf(file, markers) ?? '–'}  ${file}`,
    )
  const { glance, glanceSeconds, seconds } = operation
  const right = glance.filter((file) => numberOf(file, markers)?.startsWith('query'))
  say(
    `  First right line after ${glanceSeconds.toFixed(1)} s (${right[0] ?? 'none'}), all after ${seconds.toFixed(1)} s.`,
  )
  say(`  The tool itself takes ${ownSeconds.toFixed(2)} s, the median of five.`)
}

/** Prints what an operator has without sqltrace. */
export function printContrast(rows: readonly Nameless[]): void {
  title('Without sqltrace: share, where the source holds one of the names, statement')
  for (const { share, statement, places, files, complete, named } of rows) {
    const where = `${places} places in ${files} files, ${complete} hold all names`
    say(`  ${percent(share)}  ${named} lines named; ${where}`)
    say(paint('dim', indent + cut(statement)))
  }
}

function printFinding({ share, file, routes, statement }: Finding): void {
  say(`  ${percent(share)}  ${paint('cyan', file)}`)
  for (const line of wrap(routes)) say(indent + line)
  say(paint('dim', indent + cut(statement)))
}

function numberOf(place: string, markers: readonly Marker[]): string | undefined {
  const marker = markers.find(({ file }) => file === place)
  if (marker === undefined) return undefined
  return marker.number === 0 ? 'decoy' : `query ${marker.number}`
}

function visitors({ perSecond, median, slowest, failures }: LoadResult): string {
  const times = `half of the pages under ${median} ms, 99 of 100 under ${slowest} ms`
  return `${perSecond.toFixed(0).padStart(4)} pages a second, ${times}, ${failures} failed`
}

function wrap(routes: readonly string[]): string[] {
  const lines: string[] = []
  for (const route of routes) {
    const line = lines.at(-1)
    const longer = `${line}, ${route}`
    if (line === undefined || indent.length + longer.length > width) lines.push(route)
    else lines[lines.length - 1] = longer
  }
  return lines
}

function cut(text: string): string {
  const room = width - indent.length
  return text.length > room ? `${text.slice(0, room - 1)}…` : text
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(4)} %`
}

function title(text: string): void {
  say(`\n${paint('bold', text)}`)
}

function paint(style: Style, text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text
}

function say(text: string): void {
  console.log(text)
}
