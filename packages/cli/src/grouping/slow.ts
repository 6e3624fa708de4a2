import type { Sample } from '../sources/sampler.js'
import type { StatementCounters } from '../sources/statements.js'
import { Counter } from './counter.js'
import { normalizeSql } from './normalize-sql.js'
import { remember } from './remember.js'
import { siteOf } from './site.js'
import { sightings, type Sighting } from './sightings.js'
import type { Counted } from './statement-counters.js'
import { tagsOf, type Tags } from './tags-of.js'

/** A statement, what it cost, and which lines sent it. */
export interface SlowRow extends StatementCounters {
  /** The query id, or the normalized text where the server tells none. */
  readonly key: string
  /** Average active sessions by the samples. */
  readonly load: number
  /** Part of the time of all statements, from 0 to 1. */
  readonly share: number
  readonly servers: readonly string[]
  /** The normalized text. */
  readonly statement: string
  /** Samples by line of code; untagged ones are left out. */
  readonly sites: Counter
  /** Routes and jobs by line. */
  readonly works: ReadonlyMap<string, Counter>
  /** Samples that have tags without a line, by their work. */
  readonly lineless: Counter
  readonly samples: number
  /** The tags of the first call, which alone `pg_stat_statements` keeps. */
  readonly firstSeen: Tags
  /** Whether samples were matched by text, because the server tells no query id. */
  readonly isApproximate: boolean
}

const normalized = remember(normalizeSql)
const nothing: StatementCounters = { calls: 0, milliseconds: 0, rows: 0, blocks: 0, temp: 0 }

/** Joins counters, what is known of their texts, and samples to rows, the costliest first. */
export function slowRows(
  counted: ReadonlyMap<string, Counted>,
  texts: ReadonlyMap<string, string>,
  samples: readonly Sample[],
): SlowRow[] {
  const ids = new Map([...texts].map(([id, sql]) => [normalized(sql), id]))
  const seen = sightings(samples, ({ queryId, sql }) => {
    const text = normalized(sql)
    return queryId ?? ids.get(text) ?? text
  })
  const rows = [...new Set([...counted.keys(), ...seen.keys()])]
    .map((key) => toRow(key, counted.get(key), seen.get(key), texts.get(key)))
    .filter(({ firstSeen }) => firstSeen['application'] !== 'sqltrace')
  const total = rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return rows
    .map((row) => ({ ...row, share: total === 0 ? 0 : row.milliseconds / total }))
    .toSorted((a, b) => weight(b, samples) - weight(a, samples))
}

function toRow(
  key: string,
  counted: Counted | undefined,
  seen: Sighting | undefined,
  text: string | undefined,
): Omit<SlowRow, 'share'> {
  const counters = counted?.counters ?? nothing
  const sql = text ?? seen?.session.sql ?? ''
  return {
    ...counters,
    key,
    load: seen?.load ?? 0,
    servers: [...new Set([...(counted?.servers ?? []), ...(seen?.servers ?? [])])],
    statement: normalized(sql),
    sites: seen?.sites ?? new Counter(),
    works: seen?.works ?? new Map(),
    lineless: seen?.lineless ?? new Counter(),
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

/** Parts of the time, from 0 to 1, by what its statements carry. All are 0 where no statement has ended. */
export interface SlowShares {
  readonly withLine: number
  readonly withTags: number
  readonly untagged: number
  /** Of statements whose text was not read. */
  readonly unread: number
}

export function sharesOf(rows: readonly SlowRow[]): SlowShares {
  const sum = (wanted: (row: SlowRow) => boolean) =>
    rows.filter(wanted).reduce((total, { share }) => total + share, 0)
  return {
    withLine: sum(hasLine),
    withTags: sum(hasTags),
    untagged: sum((row) => row.statement !== '' && !hasTags(row)),
    unread: sum((row) => row.statement === '' && !hasTags(row)),
  }
}

function hasLine({ sites, firstSeen }: SlowRow): boolean {
  return sites.size > 0 || siteOf(firstSeen) !== undefined
}

function hasTags({ sites, lineless, firstSeen }: SlowRow): boolean {
  return sites.size + lineless.size > 0 || Object.keys(firstSeen).length > 0
}
