import type { LogEntry } from '../../model/log-entry.js'
import { DurationJoiner } from './duration-joiner.js'
import { logEvent, type LogEvent } from './log-event.js'
import { LogFilter, type LogCriteria } from './log-filter.js'

/** Turns the entries of a log into the events that match. */
export class LogCollection {
  readonly filter: LogFilter
  readonly #joiner = new DurationJoiner()
  readonly #take: (event: LogEvent, entry: LogEntry) => void
  /** The shortest duration logged; infinite if there is none. */
  shortest = Number.POSITIVE_INFINITY

  constructor(criteria: LogCriteria, take: (event: LogEvent, entry: LogEntry) => void) {
    this.filter = new LogFilter(criteria)
    this.#take = take
  }

  /** Durations without a matching statement. */
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
