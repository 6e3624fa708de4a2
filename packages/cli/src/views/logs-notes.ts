import type { LogShare } from '../analysis/logs/log-share.js'
import { duration, percent, wholeNumber } from '../model/units.js'

/** What was read of the logs, and what was not. */
export interface LogsSummary {
  readonly entries: number
  readonly missed: number
  readonly shortened: number
  readonly events: number
  /** Words in an unknown language. */
  readonly foreign: readonly string[]
  readonly durationsAlone: number
  /** Milliseconds of the shortest statement logged; infinite if there is none. */
  readonly shortest: number
  /** Entries outside the time range, and events with other names. */
  readonly outOfTime: number
  readonly unwanted: number
  /** Entries without a time, if a time range was given. */
  readonly timeless: number
  readonly share: LogShare
}

/** The sentences under the tables. */
export function logsNotes(summary: LogsSummary): string[] {
  return [...nothing(summary), ...sampled(summary), ...gaps(summary), counted(summary)]
}

/** Only a log that was fully understood and is shown without filters can be called quiet. */
function nothing(summary: LogsSummary): string[] {
  const { events, missed, entries, durationsAlone, outOfTime, unwanted, timeless } = summary
  if (events > 0) return []
  if (unwanted > 0) return [`No match; ${count(unwanted, 'other event')} filtered out.`]
  const inTime = entries - outOfTime - timeless
  if (inTime === 0) return ['No entries from that time.']
  if (inTime < entries)
    return [
      `No slow statements, errors or waits in that time (${count(inTime, 'entry', 'entries')}).`,
    ]
  if (missed === 0 && durationsAlone === 0)
    return ['No slow statements, errors or waits in this log.']
  return [
    `No slow statements, errors or waits in the entries that could be read (${count(entries, 'entry', 'entries')}).`,
  ]
}

function sampled({ share: { rate, wholeFrom }, shortest }: LogsSummary): string[] {
  if (!Number.isFinite(shortest)) return []
  if (rate >= 1)
    return [`Percentiles cover logged statements only; the shortest took ${time(shortest)}.`]
  const which = Number.isFinite(wholeFrom) ? ` that took less than ${time(wholeFrom)}` : ''
  return [
    `${percent(rate)} of the statements${which} were logged; COUNT, TOTAL and percentiles are estimates.`,
    `The shortest logged statement took ${time(shortest)}.`,
  ]
}

function gaps(summary: LogsSummary): string[] {
  const { foreign, durationsAlone, shortened, timeless } = summary
  const words = foreign.map((word) => `"${Buffer.from(word, 'latin1').toString('utf8')}"`)
  return [
    foreign.length > 0 &&
      `Unknown severity or label: ${words.join(', ')}; set lc_messages = 'C' on the server so that every entry can be read.`,
    durationsAlone > 0 &&
      `${count(durationsAlone, 'duration')} without a statement; set log_min_duration_statement instead of log_duration.`,
    shortened > 0 && `${count(shortened, 'entry', 'entries')} longer than 32 MB truncated.`,
    timeless > 0 &&
      `Skipped ${count(timeless, 'entry', 'entries')} without a time; add %m to log_line_prefix.`,
  ].filter((note) => note !== false)
}

function counted({ entries, missed }: LogsSummary): string {
  return `${count(entries, 'entry', 'entries')}, ${wholeNumber(missed)} not understood.`
}

function count(value: number, one: string, several = `${one}s`): string {
  return `${wholeNumber(value)} ${value === 1 ? one : several}`
}

function time(milliseconds: number): string {
  return duration(milliseconds / 1000)
}
