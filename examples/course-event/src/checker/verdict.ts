import type { Finding } from '../operator/finding.js'
import type { Marker } from './markers.js'
import type { Source } from './sources.js'

/** How right the operator is. */
export interface Verdict {
  /** How many of the seven were found, with all their lines and routes. */
  readonly found: number
  readonly of: number
  /** Everything that is wrong; empty if nothing is. */
  readonly faults: readonly string[]
}

/** Compares the costliest lines, according to the databases, with the comments in the sources. */
export function judge(
  findings: readonly Finding[],
  markers: readonly Marker[],
  sources: readonly Source[],
): Verdict {
  const wanted = markers.filter(({ number }) => number > 0)
  const named = findings.slice(0, wanted.length)
  const byNumber = group(wanted)
  const isFound = (lines: readonly Marker[]) => lines.every((line) => fault(line, named) === '')
  return {
    found: [...byNumber.values()].filter(isFound).length,
    of: byNumber.size,
    faults: [
      ...wanted.map((line) => fault(line, named)),
      ...named.map((finding) => wrong(finding, wanted)),
      ...sources.flatMap(artificial),
    ].filter(Boolean),
  }
}

function group(markers: readonly Marker[]): Map<number, Marker[]> {
  const groups = new Map<number, Marker[]>()
  for (const marker of markers)
    groups.set(marker.number, [...(groups.get(marker.number) ?? []), marker])
  return groups
}

function fault({ file, number, routes }: Marker, named: readonly Finding[]): string {
  const finding = named.find((one) => one.file === file)
  if (finding === undefined) return `${number}: ${file} is not among the ${named.length} costliest`
  const same = finding.routes.join() === routes.join()
  return same ? '' : `${number}: ${file} has the routes ${finding.routes.join(', ')}`
}

function wrong({ file }: Finding, wanted: readonly Marker[]): string {
  return wanted.some((marker) => marker.file === file) ? '' : `${file} is not one of the seven`
}

const forbidden = /pg_sleep|advisory|lock table|for update|forUpdate/i

/** Only the data may make statements slow. */
function artificial({ path, lines }: Source): string[] {
  return lines.flatMap((line, index) =>
    forbidden.test(line) ? [`${path}:${index + 1} is artificially slow: ${line.trim()}`] : [],
  )
}
