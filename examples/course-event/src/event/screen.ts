import type { Marker } from '../checker/markers.js'
import type { Verdict } from '../checker/verdict.js'
import type { Finding } from '../operator/finding.js'
import type { Operation } from '../operator/operator.js'
import type { LoadResult } from '../stage/load.js'
import type { Nameless } from './contrast.js'
import { cut, paint, percent, say, title, wrap } from './paper.js'
import type { Replay } from './replay.js'

/** The least part of the time that is worth a row. */
const least = 0.0005

/** Progress goes to standard error: the output is the result alone. */
export function progress(text: string): void {
  console.error(`· ${text}`)
}

/** Prints the costliest lines as the databases named them. */
export function printReplay({ ordinary, rush, operation, ownSeconds }: Replay): void {
  title('The visitors')
  if (ordinary !== undefined) say(`   1 ×  ${visitors(ordinary)}`)
  say(`  10 ×  ${visitors(rush)}`)
  title('The three databases: share of their time, line, routes and jobs, statement')
  for (const finding of worthTelling(operation)) printFinding(finding)
  title('The operator')
  say(`  all lines after ${operation.seconds.toFixed(1)} s, of which 10 s are the sample`)
  say(`  the tool's own time: ${ownSeconds.toFixed(2)} s, the median of five`)
}

/** Prints how right that was. */
export function printVerdict(
  { found, of, faults }: Verdict,
  operation: Operation,
  markers: readonly Marker[],
): void {
  const { glance, glanceSeconds } = operation
  const right = glance.find((file) => isOneOfSeven(file, markers))
  const first = right === undefined ? operation.seconds : glanceSeconds
  say(`  first right line after ${first.toFixed(1)} s${right === undefined ? '' : `: ${right}`}`)
  title(`The checker: ${found} of ${of}, ${faults.length} wrong`)
  for (const fault of faults) say(paint('red', `  ${fault}`))
  for (const [index, { file, share }] of worthTelling(operation).entries())
    say(
      `  ${String(index + 1).padStart(2)}  ${percent(share)}  ${roleOf(file, markers).padEnd(7)}  ${file}`,
    )
}

/** Prints what an operator has without sqltrace. */
export function printContrast(rows: readonly Nameless[]): void {
  title('Without sqltrace: share, statement, where the source holds one of its names')
  for (const { share, statement, places, files, complete, named } of rows) {
    say(`  ${percent(share)}  ${paint('dim', cut(statement))}`)
    say(
      `          ${named} lines named; ${places} places in ${files} files, ${complete} with all names`,
    )
  }
}

/** Prints what one failure showed. */
export function printScene([heading = '', ...lines]: readonly string[]): void {
  title(heading)
  for (const line of lines) say(`  ${line}`)
}

function worthTelling({ findings }: Operation): Finding[] {
  return findings.filter(({ share }) => share >= least)
}

function printFinding({ share, file, routes, statement }: Finding): void {
  say(`  ${percent(share)}  ${paint('cyan', file)}`)
  for (const line of [...wrap(routes), paint('dim', cut(statement))]) say(`          ${line}`)
}

function roleOf(place: string, markers: readonly Marker[]): string {
  const number = markers.find(({ file }) => file === place)?.number
  if (number === undefined) return ''
  return number === 0 ? 'decoy' : `query ${number}`
}

function isOneOfSeven(place: string, markers: readonly Marker[]): boolean {
  return markers.some(({ file, number }) => file === place && number > 0)
}

function visitors({ perSecond, median, slowest, failures }: LoadResult): string {
  const times = `half of the pages under ${median} ms, 99 of 100 under ${slowest} ms`
  return `${perSecond.toFixed(0).padStart(4)} pages a second, ${times}, ${failures} failed`
}
