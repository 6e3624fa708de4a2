import { decodeBytes } from '../sources/log/byte-text.js'
import type { Origin } from '../sources/log/origin.js'
import { parsePlace, siteOf, workOf } from './site.js'
import type { Tags } from './tags-of.js'

/** What a row of `sqltrace logs` is. */
export const groupings = ['line', 'file', 'route', 'application', 'user', 'database'] as const
export type LogGrouping = (typeof groupings)[number]

/** Who caused an event: the tags of its statements, and what the log says of the session. */
export interface LogSource {
  readonly tags: readonly Tags[]
  readonly origin: Origin
}

const namesBy: Readonly<Record<LogGrouping, (source: LogSource) => string[]>> = {
  line: ({ tags }) => tags.flatMap((one) => siteOf(one) ?? []),
  file: ({ tags }) => tags.flatMap((one) => fileOf(siteOf(one)) ?? []),
  route: ({ tags }) => tags.flatMap((one) => workOf(one) ?? []),
  application: ({ tags, origin }) => {
    const tagged = tags.flatMap((one) => one['application'] ?? [])
    return tagged.length > 0 ? tagged : known(origin.application)
  },
  user: ({ origin }) => known(origin.user),
  database: ({ origin }) => known(origin.database),
}

/** The names under which an event is grouped; none when they are not known. */
export function namesOf(source: LogSource, by: LogGrouping): string[] {
  const names = namesBy[by](source).toSorted()
  return by === 'line' ? names : [...new Set(names)]
}

function fileOf(site: string | undefined): string | undefined {
  return parsePlace(site)?.path ?? site
}

function known(bytes: string): string[] {
  return bytes === '' || bytes === '[unknown]' ? [] : [decodeBytes(bytes)]
}
