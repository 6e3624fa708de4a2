import type { LogEntry } from '../../model/log-entry.js'
import type { LogTime } from '../../model/log-time.js'
import { originOf, timeOf } from './origin-of.js'
import { commentTags } from './comment-tags.js'
import type { LogEvent } from './log-event.js'
import { groupings, namesOf, type LogGrouping } from './names-of.js'

/** Which entries and events of a log to keep. */
export interface LogCriteria {
  readonly since?: LogTime | undefined
  readonly until?: LogTime | undefined
  /** Texts that the names must contain. */
  readonly names: Partial<Readonly<Record<LogGrouping, string>>>
}

/** Drops what does not match the criteria, and counts it. */
export class LogFilter {
  readonly #criteria: LogCriteria
  readonly #named: readonly (readonly [LogGrouping, string])[]
  #lastTime: LogTime | undefined
  /** Entries outside the time range, and events with other names. */
  outOfTime = 0
  unwanted = 0
  /** Entries without a time, if a time range is given. */
  timeless = 0
  /** Entries whose time zone is unknown, if the time range has a zone. */
  zoneless = 0

  constructor(criteria: LogCriteria) {
    this.#criteria = criteria
    this.#named = groupings.flatMap((by) => {
      const text = criteria.names[by]
      return text === undefined ? [] : [[by, text] as const]
    })
  }

  /** Whether an entry is in the time range; one without a time takes the time of the entry before it. */
  isInTime(entry: LogEntry): boolean {
    const { since, until } = this.#criteria
    if (since === undefined && until === undefined) return true
    const time = timeOf(entry) ?? this.#lastTime
    this.#lastTime = time
    if (time === undefined) {
      this.timeless++
      return false
    }
    const isLate = until !== undefined && this.#isAfter(time, until, true)
    const isIn = this.#isAfter(time, since) && !isLate
    if (!isIn) this.outOfTime++
    return isIn
  }

  isWanted(event: LogEvent, entry: LogEntry): boolean {
    if (this.#named.length === 0) return true
    const source = { tags: commentTags(event), origin: originOf(entry) }
    const isWanted = this.#named.every(([by, text]) =>
      namesOf(source, by).some((name) => name.includes(text)),
    )
    if (!isWanted) this.unwanted++
    return isWanted
  }

  #isAfter(time: LogTime, bound: LogTime | undefined, isStrict = false): boolean {
    if (bound === undefined) return true
    const isMoment = bound.offset !== undefined
    if (isMoment && time.offset === undefined) this.zoneless++
    const shift = isMoment ? (time.offset ?? 0) * 60_000 : 0
    const difference = time.clock - shift - (bound.clock - (bound.offset ?? 0) * 60_000)
    return isStrict ? difference > 0 : difference >= 0
  }
}
