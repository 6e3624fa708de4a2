import type { Session } from '../sources/activity.js'
import type { Sample } from '../sources/sampler.js'
import type { StatementCounters } from '../sources/statements.js'
import { Counter } from './counter.js'
import { normalizeSql } from './normalize-sql.js'
import { remember } from './remember.js'
import { siteOf, workOf } from './site.js'
import { tagsOf, type Tags } from './tags-of.js'

/** A statement, what it cost, and which lines sent it. */
export interface SlowRow extends StatementCounters {
  readonly key: string
  /** Average active sessions by the samples. */
  readonly load: number
  /** Part of the time of all statements, from 0 to 1. */
  readonly share: number
  readonly servers: readonly string[]
  /** The normalized text. */
  statement: string
  /** Samples by line of code; untagged ones are left out. */
  readonly sites: Counter
  /** Routes and jobs by line. */
  readonly works: ReadonlyMap<string, Counter>
  readonly samples: number
  /** The tags of the first call, which alone `pg_stat_statements` keeps. */
  firstSeen: Tags
  /** Whether samples were matched by text, because the server tells no query id. */
  readonly isApproximate: boolean
}

/** What was seen of one key in samples. */
interface Sighting {
  load: number
  samples: number
  readonly sites: Counter
  readonly works: Map<string, Counter>
  readonly servers: Set<string>
  readonly session: Session
}

/** What the counters grew by; a counter that shrank was reset in between. */
export function difference(
  before: ReadonlyMap<string, StatementCounters>,
  after: ReadonlyMap<string, StatementCounters>,
): Map<string, StatementCounters> {
  const grown = new Map<string, StatementCounters>()
  for (const [key, now] of after) {
    const then = before.get(key)
    const counters = then === undefined || then.calls > now.calls ? now : subtract(now, then)
    if (counters.calls > 0) grown.set(key, counters)
  }
  return grown
}

function subtract(a: StatementCounters, b: StatementCounters): StatementCounters {
  return {
    calls: a.calls - b.calls,
    milliseconds: a.milliseconds - b.milliseconds,
    rows: a.rows - b.rows,
    blocks: a.blocks - b.blocks,
    temp: a.temp - b.temp,
  }
}

/** What several servers counted, with who counted it. Replicas compute the same query ids. */
export interface Counted {
  readonly counters: StatementCounters
  readonly servers: readonly string[]
}

/** Adds up the counters of several servers. */
export function merge(
  readings: ReadonlyMap<string, ReadonlyMap<string, StatementCounters>>,
): Map<string, Counted> {
  const merged = new Map<string, Counted>()
  for (const [server, reading] of readings) {
    for (const [key, counters] of reading) {
      const known = merged.get(key)
      merged.set(key, {
        counters: known === undefined ? counters : add(known.counters, counters),
        servers: [...(known?.servers ?? []), server],
      })
    }
  }
  return merged
}

function add(a: StatementCounters, b: StatementCounters): StatementCounters {
  return subtract(a, {
    calls: -b.calls,
    milliseconds: -b.milliseconds,
    rows: -b.rows,
    blocks: -b.blocks,
    temp: -b.temp,
  })
}

const normalized = remember(normalizeSql)
const nothing: StatementCounters = { calls: 0, milliseconds: 0, rows: 0, blocks: 0, temp: 0 }

/** Joins counters, texts and samples to rows, the costliest first. `texts` is what is known of them. */
export function slowRows(
  counted: ReadonlyMap<string, Counted>,
  texts: ReadonlyMap<string, string>,
  samples: readonly Sample[],
): SlowRow[] {
  const ids = idsByText(texts)
  const sightings = see(samples, (session) => session.queryId ?? ids.get(normalized(session.sql)))
  const total = [...counted.values()].reduce((sum, { counters }) => sum + counters.milliseconds, 0)
  const keys = new Set([...counted.keys(), ...sightings.keys()])
  return [...keys]
    .map((key) => toRow(key, total, counted.get(key), sightings.get(key), texts.get(key)))
    .filter(({ firstSeen }) => firstSeen['application'] !== 'sqltrace')
    .toSorted((a, b) => weight(b, samples) - weight(a, samples))
}

function idsByText(texts: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...texts].map(([id, sql]) => [normalized(sql), id]))
}

function see(
  samples: readonly Sample[],
  idOf: (session: Session) => string | undefined,
): Map<string, Sighting> {
  const taken = new Counter()
  for (const { server } of samples) taken.add(server)
  const sightings = new Map<string, Sighting>()
  for (const { server, sessions } of samples) {
    for (const session of sessions.filter(({ state }) => state === 'active')) {
      const key = idOf(session) ?? normalized(session.sql)
      const seen = sightings.get(key) ?? newSighting(session)
      sightings.set(key, seen)
      seen.load += 1 / taken.of(server)
      seen.samples += 1
      seen.servers.add(server)
      addSite(seen, tagsOf(session.sql))
    }
  }
  return sightings
}

function newSighting(session: Session): Sighting {
  return {
    load: 0,
    samples: 0,
    sites: new Counter(),
    works: new Map(),
    servers: new Set(),
    session,
  }
}

function addSite({ sites, works }: Sighting, tags: Tags): void {
  const site = siteOf(tags)
  if (site === undefined) return
  sites.add(site)
  const counter = works.get(site) ?? new Counter()
  counter.add(workOf(tags))
  works.set(site, counter)
}

function toRow(
  key: string,
  total: number,
  counted: Counted | undefined,
  seen: Sighting | undefined,
  text: string | undefined,
): SlowRow {
  const counters = counted?.counters ?? nothing
  const sql = text ?? seen?.session.sql ?? ''
  return {
    ...counters,
    key,
    load: seen?.load ?? 0,
    share: total === 0 ? 0 : counters.milliseconds / total,
    servers: [...new Set([...(counted?.servers ?? []), ...(seen?.servers ?? [])])],
    statement: normalized(sql),
    sites: seen?.sites ?? new Counter(),
    works: seen?.works ?? new Map(),
    samples: seen?.samples ?? 0,
    firstSeen: tagsOf(sql),
    isApproximate: seen !== undefined && seen.session.queryId === undefined,
  }
}

/** A statement that has not ended yet has no counter, but the samples see it. */
function weight({ milliseconds, load }: SlowRow, samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)]
  const elapsed = first === undefined || last === undefined ? 0 : last.at - first.at
  return elapsed === 0 ? milliseconds : Math.max(milliseconds / elapsed, load)
}
