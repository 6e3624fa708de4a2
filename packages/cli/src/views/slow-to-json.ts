import type { SlowRow } from '../model/slow-row.js'
import type { SlowView } from './slow-view.js'

/** One object per statement, costliest first, then one about the view. */
export function slowToJson(view: SlowView): unknown[] {
  const { shares, samples, servers, off, troubles, seconds, resets } = view
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
      with_line: round(shares.withLine),
      with_tags: round(shares.withTags),
      unread: round(shares.unread),
      untagged: round(shares.untagged),
      troubles: [...off, ...troubles],
      servers: servers.map(({ name, facts }) => ({
        name,
        role: facts?.role,
        version: facts?.version,
        sees_all: facts?.seesAll,
        tracks_activities: facts?.tracksActivities,
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
    works: row.lineless.ranked().map(([work, samples]) => ({
      work,
      share: round(samples / row.samples),
      samples,
    })),
    first_seen: Object.keys(row.firstSeen).length === 0 ? null : row.firstSeen,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
