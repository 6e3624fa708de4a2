import { decodeBytes } from '../../model/byte-text.js'
import type { LogEntry } from '../../model/log-entry.js'
import type { Origin } from '../../model/origin.js'
import { originOf } from './origin-of.js'
import { Counter } from '../../model/counter.js'
import { statementsOf, type LogEvent, type LogKind } from './log-event.js'
import { namesOf, type LogGrouping } from './names-of.js'
import { commentTags } from './comment-tags.js'
import { normalizeSql } from '../normalize-sql.js'
import { Percentiles } from './percentiles.js'
import { workOf } from '../site-of.js'
import { eventKey } from './tag-key.js'

/** The events of one kind under one name; a deadlock has a line for each side. */
export interface LogGroup {
  readonly kind: LogKind
  /** The lines of code, or whatever else events are grouped by; empty if unknown. */
  readonly names: readonly string[]
  count: number
  milliseconds: number
  longest: number
  bytes: number
  readonly durations: Percentiles
  readonly works: Counter
  readonly messages: Counter
  /** The normalized text of the event that lasted longest. */
  statement: string
}

/** A group, and the routes or jobs of the events with one comment. */
interface Known {
  readonly group: LogGroup
  readonly works: readonly string[]
}

/** How many calls a logged one represents. */
export type WeightOf = (event: LogEvent) => number

const maxKeys = 20_000
const maxGroups = 5000
const maxNames = 20
const maxSample = 2000
const unknownOrigin: Origin = { process: '', user: '', database: '', application: '' }

/** Collects events by kind and name, in constant memory. */
export class LogGroups {
  readonly #by: LogGrouping
  readonly #weightOf: WeightOf
  readonly #byKey = new Map<LogKind, Map<string, Known>>()
  readonly #groups = new Map<string, LogGroup>()

  constructor(by: LogGrouping = 'line', weightOf: WeightOf = () => 1) {
    this.#by = by
    this.#weightOf = weightOf
  }

  /** All groups, ordered by time, then bytes, then number of events, highest first. */
  get groups(): LogGroup[] {
    return [...this.#groups.values()].toSorted(
      (a, b) => b.milliseconds - a.milliseconds || b.bytes - a.bytes || b.count - a.count,
    )
  }

  add(event: LogEvent, entry?: LogEntry): void {
    const { group, works } = this.#lookUp(event, entry)
    if (event.milliseconds > group.longest || group.statement === '') keepSample(group, event)
    count(group, event, this.#weightOf(event))
    for (const work of works) group.works.addUpTo(maxNames, work)
    if (event.message !== '') group.messages.addUpTo(maxNames, firstLine(event.message))
  }

  #lookUp(event: LogEvent, entry: LogEntry | undefined): Known {
    const comment = eventKey(event)
    const key = this.#isOfSession ? `${comment}\0${this.#sessionKey(entry)}` : comment
    const ofKind = this.#byKey.get(event.kind) ?? new Map<string, Known>()
    const known = ofKind.get(key)
    if (known !== undefined) return known
    if (ofKind.size >= maxKeys) ofKind.clear()
    const found = this.#find(event, entry)
    this.#byKey.set(event.kind, ofKind)
    ofKind.set(Buffer.from(key, 'latin1').toString('latin1'), found)
    return found
  }

  get #isOfSession(): boolean {
    return this.#by === 'application' || this.#by === 'user' || this.#by === 'database'
  }

  #sessionKey(entry: LogEntry | undefined): string {
    const { application, user, database } = entry === undefined ? unknownOrigin : originOf(entry)
    return `${application}\0${user}\0${database}`
  }

  #find(event: LogEvent, entry: LogEntry | undefined): Known {
    const tags = commentTags(event)
    const origin = entry === undefined ? unknownOrigin : originOf(entry)
    const names = namesOf({ tags, origin }, this.#by)
    const isFull = this.#groups.size >= maxGroups
    const name = `${event.kind} ${isFull ? '' : names.join(' ')}`
    const group = this.#groups.get(name) ?? emptyGroup(event.kind, isFull ? [] : names)
    this.#groups.set(name, group)
    return { group, works: [...new Set(tags.flatMap((one) => workOf(one) ?? []))] }
  }
}

function emptyGroup(kind: LogKind, names: readonly string[]): LogGroup {
  const sums = { count: 0, milliseconds: 0, longest: 0, bytes: 0 }
  const counters = { durations: new Percentiles(), works: new Counter(), messages: new Counter() }
  return { kind, names, ...sums, ...counters, statement: '' }
}

/** A wait is logged once it has lasted a while, and again when it is over: only then is its time known. */
function count(group: LogGroup, { milliseconds, bytes, phase }: LogEvent, weight: number): void {
  group.longest = Math.max(group.longest, milliseconds)
  group.bytes += bytes
  if (phase !== 'end') group.count += weight
  if (phase === 'begin') return
  group.milliseconds += milliseconds * weight
  if (milliseconds > 0) group.durations.add(milliseconds, weight)
}

function keepSample(group: LogGroup, event: LogEvent): void {
  const [text = ''] = statementsOf(event)
  group.statement = normalizeSql(decodeBytes(text.slice(0, maxSample)))
}

const position =
  / ?\(?(?:at character|bei Zeichen|en carácter|au caractère|al carattere|vid tecken|no caracter|символ|სიმბოლოსთან|第) ?\d+(?: 个字符处)?\)?$| ?\(?\d+(?:文字目\)| 번째 문자 부근)$/u

/** The last character of a message that ends with a position. */
const lastOfPosition = /[\d)处근]$/u

/** Without the position, the same failure elsewhere in a statement counts as the same. */
function firstLine(message: string): string {
  const end = message.indexOf('\n')
  const line = decodeBytes(end === -1 ? message : message.slice(0, end))
  return lastOfPosition.test(line.slice(-1)) ? line.replace(position, '') : line
}
