import { statementsOf, type LogEvent } from '../analysis/logs/log-event.js'
import type { LogGroup } from '../analysis/logs/log-groups.js'
import type { LogGrouping } from '../analysis/logs/names-of.js'
import { commentTags } from '../analysis/logs/comment-tags.js'
import { normalizeSql } from '../analysis/normalize-sql.js'
import { siteOf, workOf } from '../analysis/site-of.js'
import { decodeBytes } from '../model/byte-text.js'
import type { LogsSummary } from './logs-notes.js'

/** One object per group, such as a line of code. */
export function groupToJson(group: LogGroup, by: LogGrouping): unknown {
  return {
    type: group.kind,
    ...(by === 'line' ? { files: group.names } : { by, names: group.names }),
    routes: group.works.ranked().map(([name, count]) => ({ name, count })),
    count: round(group.count),
    milliseconds: round(group.milliseconds),
    longest_milliseconds: round(group.longest),
    p50_milliseconds: percentile(group, 0.5),
    p95_milliseconds: percentile(group, 0.95),
    p99_milliseconds: percentile(group, 0.99),
    bytes: group.bytes,
    messages: group.messages.ranked().map(([text, count]) => ({ text, count })),
    statement: group.statement,
  }
}

/** The last object: what was read and what was not. */
export function summaryToJson(summary: LogsSummary): unknown {
  const { shortest, share } = summary
  return {
    type: 'view',
    entries: summary.entries,
    not_understood: summary.missed,
    unknown_words: summary.foreign.map(decodeBytes),
    shortened: summary.shortened,
    durations_without_statement: summary.durationsAlone,
    entries_without_time: summary.timeless,
    entries_of_other_times: summary.outOfTime,
    events_of_other_names: summary.unwanted,
    shortest_logged_milliseconds: Number.isFinite(shortest) ? round(shortest) : null,
    sample_rate: share.rate,
  }
}

/** One object per event, as `--follow` prints them. */
export function eventToJson(event: LogEvent): unknown {
  const tags = commentTags(event)
  const [text = ''] = statementsOf(event)
  return {
    type: event.kind,
    files: tags.flatMap((one) => siteOf(one) ?? []),
    routes: tags.flatMap((one) => workOf(one) ?? []),
    milliseconds: round(event.milliseconds),
    bytes: event.bytes,
    message: decodeBytes(event.message) || null,
    statement: normalizeSql(decodeBytes(text)),
  }
}

function percentile({ durations, longest }: LogGroup, share: number): number {
  return round(Math.min(durations.at(share), longest))
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
