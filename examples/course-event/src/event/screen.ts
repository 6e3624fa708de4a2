import type { Marker } from '../checker/markers.js'
import type { Verdict } from '../checker/verdict.js'
import type { Finding } from '../operator/finding.js'
import type { Operation } from '../operator/operator.js'
import type { LoadResult } from '../stage/load.js'
import type { Nameless } from './contrast.js'
import { cut, paint, percent, print, title, wrap } from './paper.js'
import type { Replay } from './replay.js'

/** The minimum share of the time for a row. */
const minShare = 0.0005

/** Prints progress to standard error, so that standard output has only the result. */
export function progress(text: string): void {
  console.error(`· ${text}`)
}

/** Prints the costliest lines, as found in the databases. */
export function printReplay({ ordinary, rush, operation, ownSeconds }: Replay): void {
  title('The visitors')
  if (ordinary !== undefined) print(`   1 ×  ${visitors(ordinary)}`)
  print(`  10 ×  ${visitors(rush)}`)
  title('The three databases: share of their time, line, routes and jobs, statement')
  for (const finding of worthShowing(operation)) printFinding(finding)
  title('The operator')
  print(`  all lines after ${operation.seconds.toFixed(1)} s, including a sample of 10 s`)
  print(`  the tool's own time: ${ownSeconds.toFixed(2)} s (median of five)`)
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
  print(`  first right line after ${first.toFixed(1)} s${right === undefined ? '' : `: ${right}`}`)
  title(`The checker: ${found} of ${of}, ${faults.length} wrong`)
  for (const fault of faults) print(paint('red', `  ${fault}`))
  for (const [index, { file, share }] of worthShowing(operation).entries())
    print(
      `  ${String(index + 1).padStart(2)}  ${percent(share)}  ${roleOf(file, markers).padEnd(7)}  ${file}`,
    )
}

/** Prints what an operator has without sqltrace. */
export function printContrast(rows: readonly Nameless[]): void {
  title('Without sqltrace: share, statement, where its names occur in the source')
  for (const { share, statement, places, files, complete, named } of rows) {
    print(`  ${percent(share)}  ${paint('dim', cut(statement))}`)
    print(
      `          ${named} lines named; ${places} places in ${files} files, ${complete} with all names`,
    )
  }
}

/** Prints the result of one failure. */
export function printScene([heading = '', ...lines]: readonly string[]): void {
  title(heading)
  for (const line of lines) print(`  ${line}`)
}

function worthShowing({ findings }: Operation): Finding[] {
  return findings.filter(({ share }) => share >= minShare)
}

function printFinding({ share, file, routes, statement }: Finding): void {
  print(`  ${percent(share)}  ${paint('cyan', file)}`)
  for (const line of [...wrap(routes), paint('dim', cut(statement))]) print(`          ${line}`)
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
  const times = `median ${median} ms, 99th percentile ${slowest} ms`
  return `${perSecond.toFixed(0).padStart(4)} pages per second, ${times}, ${failures} failed`
}
