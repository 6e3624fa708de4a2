import type { SlowRow } from '../model/slow-row.js'
import type { Sample } from '../model/sample.js'
import type { StatementCounters } from '../model/statement-counters.js'
import { Counter } from '../model/counter.js'
import { normalizeSql } from './normalize-sql.js'
import { remember } from './remember.js'
import { siteOf } from './site-of.js'
import { sightings, type Sighting } from './sightings.js'
import type { Counted } from './counted.js'
import { tagsOf } from './tags-of.js'

const normalized = remember(normalizeSql)
const nothing: StatementCounters = { calls: 0, milliseconds: 0, rows: 0, blocks: 0, temp: 0 }

/** Joins counters, statement texts and samples into rows, costliest first. */
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

/** A statement that has not finished has no counters yet, but the samples show it. */
function weight({ milliseconds, load }: SlowRow, samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)]
  const elapsed = first === undefined || last === undefined ? 0 : last.at - first.at
  return elapsed === 0 ? milliseconds : Math.max(milliseconds / elapsed, load)
}

/** Shares of the total time, from 0 to 1, by what its statements carry. All are 0 if no statement has finished. */
export interface SlowShares {
  readonly withLine: number
  readonly withTags: number
  readonly untagged: number
  /** Statements whose text was not read. */
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
