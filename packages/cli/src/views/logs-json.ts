import { statementsOf, type LogEvent } from '../grouping/log-event.js'
import type { LogGroup } from '../grouping/log-groups.js'
import { normalizeSql } from '../grouping/normalize-sql.js'
import { siteOf, workOf } from '../grouping/site.js'
import { tagsOf } from '../grouping/tags-of.js'
import { decodeBytes } from '../sources/log/log-entry.js'

/** One object for what one line of code caused. */
export function groupToJson(group: LogGroup): unknown {
  return {
    type: group.kind,
    files: group.sites,
    routes: group.works.ranked().map(([name, count]) => ({ name, count })),
    count: group.count,
    milliseconds: round(group.milliseconds),
    longest_milliseconds: round(group.longest),
    bytes: group.bytes,
    messages: group.messages.ranked().map(([text, count]) => ({ text, count })),
    statement: group.statement,
  }
}

/** One object for one event, as `--follow` prints them. */
export function eventToJson(event: LogEvent): unknown {
  const sides = statementsOf(event).map(decodeBytes)
  return {
    type: event.kind,
    files: sides.flatMap((sql) => siteOf(tagsOf(sql)) ?? []),
    routes: sides.flatMap((sql) => workOf(tagsOf(sql)) ?? []),
    milliseconds: round(event.milliseconds),
    bytes: event.bytes,
    message: decodeBytes(event.message) || null,
    statement: normalizeSql(sides[0] ?? ''),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
