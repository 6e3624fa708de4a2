import { decodeBytes } from '../../model/byte-text.js'
import type { Origin } from '../../model/origin.js'
import { readApplicationName } from '../application-name.js'
import { applicationOf, nameOf, parsePlace, siteOf, workOf } from '../site-of.js'
import type { Tags } from '../../model/tags.js'

/** What each row of `sqltrace logs` represents. */
export const groupings = ['line', 'file', 'route', 'application', 'user', 'database'] as const
export type LogGrouping = (typeof groupings)[number]

/** Who caused an event: the tags of its statements, and the session as logged. */
export interface LogSource {
  readonly tags: readonly Tags[]
  readonly origin: Origin
}

const namesBy: Readonly<Record<LogGrouping, (source: LogSource) => string[]>> = {
  line: ({ tags }) => tags.flatMap(lineOf),
  file: ({ tags }) => tags.flatMap((one) => fileOf(siteOf(one)) ?? []),
  route: ({ tags }) => tags.flatMap((one) => workOf(one) ?? []),
  application: ({ tags, origin }) => {
    const tagged = tags.flatMap((one) => applicationOf(one) ?? [])
    return tagged.length > 0 ? tagged : known(origin.application).flatMap(applicationIn)
  },
  user: ({ origin }) => known(origin.user),
  database: ({ origin }) => known(origin.database),
}

/** The names under which an event is grouped; empty if unknown. */
export function namesOf(source: LogSource, by: LogGrouping): string[] {
  const names = namesBy[by](source).toSorted()
  return by === 'line' ? names : [...new Set(names)]
}

/** Tags without a line are named by their route or job. */
function lineOf(tags: Tags): string[] {
  return Object.keys(tags).length === 0 ? [] : [nameOf(tags)]
}

function fileOf(site: string | undefined): string | undefined {
  return parsePlace(site)?.path ?? site
}

function known(bytes: string): string[] {
  return bytes === '' || bytes === '[unknown]' ? [] : [decodeBytes(bytes)]
}

/** The trace of a request is not part of the name. */
function applicationIn(name: string): string[] {
  const { application } = readApplicationName(name)
  return application === undefined ? [] : [application]
}
