import type { LogEntry } from '../../model/log-entry.js'
import { originOf } from './origin-of.js'
import { durationAlone, type LogEvent } from './log-event.js'
import { Beginnings } from './wait-words.js'

const statements = new Beginnings<true>().add(true, ({ statement }) => statement)
const maxProcesses = 2000
const keptHead = 16 * 1024
const keptTail = 4 * 1024

/**
 * Joins a duration without a statement, as `log_duration` writes it, with the statement that
 * `log_statement` wrote before it for the same process.
 */
export class DurationJoiner {
  readonly #byProcess = new Map<string, string>()
  /** Durations without a matching statement. */
  alone = 0

  /** Takes entries that are not events by themselves. */
  join(entry: LogEntry): LogEvent | undefined {
    if (entry.severity !== 'LOG') return undefined
    if (statements.meaningOf(entry.message)) return this.#remember(entry)
    const milliseconds = durationAlone(entry.message)
    if (milliseconds === undefined) return undefined
    const { process } = originOf(entry)
    const sql = this.#byProcess.get(process)
    this.#byProcess.delete(process)
    if (sql === undefined) this.alone++
    return sql === undefined
      ? undefined
      : { kind: 'slow', sql, milliseconds, bytes: 0, message: '', phase: undefined }
  }

  #remember(entry: LogEntry): undefined {
    const { process } = originOf(entry)
    if (process === '') return
    if (this.#byProcess.size >= maxProcesses) this.#byProcess.clear()
    const { message } = entry
    this.#byProcess.set(process, copy(message.slice(message.indexOf(':') + 1)))
  }
}

/** A slice would keep its whole chunk in memory. */
function copy(text: string): string {
  const isLong = text.length > keptHead + keptTail
  const kept = isLong ? `${text.slice(0, keptHead)} ${text.slice(-keptTail)}` : text
  return Buffer.from(kept, 'latin1').toString('latin1')
}
