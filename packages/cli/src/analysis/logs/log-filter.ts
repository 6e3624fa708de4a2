import type { LogEntry } from '../../model/log-entry.js'
import type { LogTime } from '../../model/log-time.js'
import { originOf, timeOf } from './origin-of.js'
import { commentTags } from './comment-tags.js'
import type { LogEvent } from './log-event.js'
import { groupings, namesOf, type LogGrouping } from './names-of.js'

/** What of a log is wanted. */
export interface LogWish {
  readonly since?: LogTime | undefined
  readonly until?: LogTime | undefined
  /** Texts that a name has to contain. */
  readonly names: Partial<Readonly<Record<LogGrouping, string>>>
}

/** Leaves out what is not wanted. */
export class LogFilter {
  readonly #wish: LogWish
  readonly #named: readonly (readonly [LogGrouping, string])[]
  #lastTime: LogTime | undefined
  /** Entries of another time than the wanted one, and events of other names. */
  outOfTime = 0
  unwanted = 0
  /** Entries that have no time, although times are wanted. */
  timeless = 0
  /** Entries whose time has a zone that is not known, although moments are wanted. */
  zoneless = 0

  constructor(wish: LogWish) {
    this.#wish = wish
    this.#named = groupings.flatMap((by) => {
      const text = wish.names[by]
      return text === undefined ? [] : [[by, text] as const]
    })
  }

  /** Whether an entry is of the wanted time; one without a time is of that of the one before it. */
  isInTime(entry: LogEntry): boolean {
    const { since, until } = this.#wish
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
