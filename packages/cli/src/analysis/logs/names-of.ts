import { decodeBytes } from '../../model/byte-text.js'
import type { Origin } from '../../model/origin.js'
import { readApplicationName } from '../application-name.js'
import { applicationOf, nameOf, parsePlace, siteOf, workOf } from '../site-of.js'
import type { Tags } from '../../model/tags.js'

/** What a row of `sqltrace logs` is. */
export const groupings = ['line', 'file', 'route', 'application', 'user', 'database'] as const
export type LogGrouping = (typeof groupings)[number]

/** Who caused an event: the tags of its statements, and what the log says of the session. */
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

/** The names under which an event is grouped; none when they are not known. */
export function namesOf(source: LogSource, by: LogGrouping): string[] {
  const names = namesBy[by](source).toSorted()
  return by === 'line' ? names : [...new Set(names)]
}

/** What has tags but no line is named by its work. */
function lineOf(tags: Tags): string[] {
  return Object.keys(tags).length === 0 ? [] : [nameOf(tags)]
}

function fileOf(site: string | undefined): string | undefined {
  return parsePlace(site)?.path ?? site
}

function known(bytes: string): string[] {
  return bytes === '' || bytes === '[unknown]' ? [] : [decodeBytes(bytes)]
}

/** Where it holds the trace of a request, that is no name. */
function applicationIn(name: string): string[] {
  const { application } = readApplicationName(name)
  return application === undefined ? [] : [application]
}
