import type { SlowRow } from '../grouping/slow.js'
import { siteOf } from '../grouping/site.js'
import type { Server } from '../sources/server.js'
import { percent } from './units.js'

/** The statements of one look, and what the look can't see. */
export interface SlowView {
  readonly rows: readonly SlowRow[]
  /** Part of the time that belongs to statements without a tag, from 0 to 1. */
  readonly untagged: number
  readonly samples: number
  readonly servers: readonly Server[]
  /** How long was looked; absent for cumulative counters. */
  readonly seconds?: number
  /** Since when each server counts; only for cumulative counters. */
  readonly resets?: readonly { readonly server: string; readonly since: string | undefined }[]
}

/** What the table does not show. */
export function slowTruth({ untagged, samples, servers, seconds, resets }: SlowView): string[] {
  const blind = servers.some(({ facts }) => facts?.seesAll === false)
  const span = resets?.map(
    ({ server, since }) => `${server} counts since ${since ?? 'an unknown time'}`,
  )
  return [
    [
      span === undefined ? `${seconds?.toFixed(1)} s, ${samples} samples` : span.join(', '),
      `${percent(untagged)} of the time is untagged`,
      ...(blind ? ['only own statements visible (grant pg_read_all_stats)'] : []),
    ].join(' · '),
  ]
}

/** One object a statement, costliest first, and a last one about the view. */
export function slowToJson(view: SlowView): unknown[] {
  const { untagged, samples, servers, seconds, resets } = view
  return [
    ...view.rows.map(rowToJson),
    {
      type: 'view',
      seconds: seconds ?? null,
      since:
        resets === undefined
          ? null
          : resets.map(({ server, since }) => ({ server, since: since ?? null })),
      samples,
      untagged: round(untagged),
      servers: servers.map(({ name, facts }) => ({
        name,
        role: facts?.role,
        version: facts?.version,
        sees_all: facts?.seesAll,
      })),
    },
  ]
}

function rowToJson(row: SlowRow): unknown {
  return {
    type: 'statement',
    query_id: row.isApproximate ? null : row.key,
    approximate: row.isApproximate,
    time_share: round(row.share),
    load: round(row.load),
    calls: row.calls,
    milliseconds: round(row.milliseconds),
    rows: row.rows,
    blocks: row.blocks,
    temp_blocks: row.temp,
    servers: row.servers,
    statement: row.statement,
    samples: row.samples,
    sites: row.sites.ranked().map(([file, samples]) => ({
      file,
      share: round(samples / row.samples),
      samples,
      routes:
        row.works
          .get(file)
          ?.ranked()
          .map(([route, count]) => ({ route, samples: count })) ?? [],
    })),
    first_seen: siteOf(row.firstSeen) === undefined ? null : row.firstSeen,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
