import type { LogEntry } from '../../model/log-entry.js'
import { DurationJoiner } from './duration-joiner.js'
import { logEvent, type LogEvent } from './log-event.js'
import { LogFilter, type LogWish } from './log-filter.js'

/** Turns the entries of one log into the events that are wanted. */
export class LogCollection {
  readonly filter: LogFilter
  readonly #joiner = new DurationJoiner()
  readonly #take: (event: LogEvent, entry: LogEntry) => void
  /** The shortest duration that was logged; infinite when there is none. */
  shortest = Number.POSITIVE_INFINITY

  constructor(wish: LogWish, take: (event: LogEvent, entry: LogEntry) => void) {
    this.filter = new LogFilter(wish)
    this.#take = take
  }

  /** Durations that no statement was found for. */
  get durationsAlone(): number {
    return this.#joiner.alone
  }

  add(entry: LogEntry): void {
    if (!this.filter.isInTime(entry)) return
    const event = logEvent(entry) ?? this.#joiner.join(entry)
    if (event === undefined || !this.filter.isWanted(event, entry)) return
    if (event.kind === 'slow') this.shortest = Math.min(this.shortest, event.milliseconds)
    this.#take(event, entry)
  }
}
