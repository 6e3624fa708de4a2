import { decodeBytes } from '../sources/log/log-entry.js'
import { commentKey } from './comment-key.js'
import { Counter } from './counter.js'
import { statementsOf, type LogEvent, type LogKind } from './log-event.js'
import { normalizeSql } from './normalize-sql.js'
import { siteOf, workOf } from './site.js'
import { tagsOf } from './tags-of.js'

/** The events of one kind that one line of code caused; a deadlock has a line for each side. */
export interface LogGroup {
  readonly kind: LogKind
  /** The lines of code; empty when none is known. */
  readonly sites: readonly string[]
  count: number
  milliseconds: number
  longest: number
  bytes: number
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

const mostKeys = 20_000
const mostGroups = 5000
const mostNames = 20
const longestSample = 2000

/** Collects events by kind and line of code, in constant memory. */
export class LogGroups {
  readonly #byKey = new Map<LogKind, Map<string, Known>>()
  readonly #groups = new Map<string, LogGroup>()

  /** All groups, those with most time, bytes or events first. */
  get groups(): LogGroup[] {
    return [...this.#groups.values()].toSorted(
      (a, b) => b.milliseconds - a.milliseconds || b.bytes - a.bytes || b.count - a.count,
    )
  }

  add(event: LogEvent): void {
    const { group, works } = this.#lookUp(event)
    if (event.milliseconds > group.longest || group.statement === '') keepSample(group, event)
    count(group, event)
    for (const work of works) group.works.addUpTo(mostNames, work)
    if (event.message !== '') group.messages.addUpTo(mostNames, firstLine(event.message))
  }

  #lookUp(event: LogEvent): Known {
    const key = commentKey(event.sql)
    const ofKind = this.#byKey.get(event.kind) ?? new Map<string, Known>()
    const known = ofKind.get(key)
    if (known !== undefined) return known
    if (ofKind.size >= mostKeys) ofKind.clear()
    const found = this.#find(event)
    this.#byKey.set(event.kind, ofKind)
    ofKind.set(Buffer.from(key, 'latin1').toString('latin1'), found)
    return found
  }

  #find({ kind, sql }: LogEvent): Known {
    const sides = statementsOf({ kind, sql }).map((text) => tagsOf(decodeBytes(commentKey(text))))
    const sites = sides.flatMap((tags) => siteOf(tags) ?? []).toSorted()
    const isFull = this.#groups.size >= mostGroups
    const name = `${kind} ${isFull ? '' : sites.join(' ')}`
    const group = this.#groups.get(name) ?? emptyGroup(kind, isFull ? [] : sites)
    this.#groups.set(name, group)
    return { group, works: [...new Set(sides.flatMap((tags) => workOf(tags) ?? []))] }
  }
}

function emptyGroup(kind: LogKind, sites: readonly string[]): LogGroup {
  const sums = { count: 0, milliseconds: 0, longest: 0, bytes: 0 }
  return { kind, sites, ...sums, works: new Counter(), messages: new Counter(), statement: '' }
}

/** A wait is told when it has lasted a while, and again when it is over: only then its time is known. */
function count(group: LogGroup, { milliseconds, bytes, phase }: LogEvent): void {
  group.longest = Math.max(group.longest, milliseconds)
  group.bytes += bytes
  if (phase !== 'end') group.count += 1
  if (phase !== 'begin') group.milliseconds += milliseconds
}

function keepSample(group: LogGroup, event: LogEvent): void {
  const [text = ''] = statementsOf(event)
  group.statement = normalizeSql(decodeBytes(text.slice(0, longestSample)))
}

function firstLine(message: string): string {
  return decodeBytes(message).replace(/(?: at character \d+)?(?:\n[^]*)?$/, '')
}
