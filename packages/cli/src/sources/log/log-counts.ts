import type { LogEntry } from '../../model/log-entry.js'
import type { LogSink } from './log-format.js'
import { foreignSentence, foreignWord, looksLike } from './looks-like.js'

const sampleSize = 64 * 1024
const maxWords = 5
const maxWord = 40
/** Classes of SQLSTATE that are not errors: success, warning, no data. */
const notErrors = /^0[012]/

/** Counts what could be read of a log and what could not. */
export class LogCounts implements LogSink {
  readonly #take: (entry: LogEntry) => void
  readonly #foreign = new Set<string>()
  #sample = ''
  /** Entries that could be read. */
  entries = 0
  /** Lines and entries that could not be read. */
  missed = 0
  /** Entries that were truncated. */
  shortened = 0

  constructor(take: (entry: LogEntry) => void) {
    this.#take = take
  }

  /** In any language, an error is recognized by its SQLSTATE. */
  take(entry: LogEntry): void {
    if (entry.severity === '' && entry.code !== '' && !notErrors.test(entry.code))
      entry.severity = 'ERROR'
    if (entry.severity === '') return this.#missEntry(entry)
    this.entries++
    this.#take(entry)
  }

  miss(line: string): void {
    this.missed++
    this.#noteWord(foreignWord(line))
    if (this.#sample.length < sampleSize) this.#sample += `${line.slice(0, sampleSize)}\n`
  }

  cut(): void {
    this.shortened++
  }

  /** Unknown words for a severity or a label. */
  get foreign(): string[] {
    return [...this.#foreign]
  }

  /** Why nothing was readable, and what to do; `undefined` if something was. */
  get reason(): string | undefined {
    if (this.entries > 0) return undefined
    if (this.foreign.length > 0) return foreignSentence(this.foreign)
    return this.missed === 0 ? 'is empty.' : looksLike(this.#sample)
  }

  #missEntry({ word, message }: LogEntry): void {
    this.miss(message)
    this.#noteWord(word)
  }

  #noteWord(word: string): void {
    if (word !== '' && this.#foreign.size < maxWords) this.#foreign.add(word.slice(0, maxWord))
  }
}
