import type { Counter } from '../model/counter.js'
import type { LoadRow } from '../model/load-table.js'
import { untagged } from '../analysis/group-load.js'
import type { SamplerState } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import type { LoadView } from './render-load.js'

/** One object per row, highest load first, then one about the view. */
export function loadToJson({ table, by, servers, states }: LoadView): unknown[] {
  const share = (load: number) => (table.load === 0 ? 0 : round(load / table.load))
  const rows = table.rows.map((row) => rowToJson(row, by, share(row.load)))
  const view = {
    type: 'view',
    load: round(table.load),
    tagged: round(table.tagged),
    with_tags: round(table.withTags),
    cut_off: round(table.cutOff),
    idle_in_transaction: table.idleInTransaction,
    hidden: table.hidden,
    servers: servers.map((server) => serverToJson(server, states.get(server))),
  }
  return [...rows, view]
}

function serverToJson({ name, facts }: Server, state: SamplerState | undefined): unknown {
  return {
    name,
    role: facts?.role ?? null,
    version: facts?.version ?? null,
    sees_all: facts?.seesAll ?? null,
    tracks_activities: facts?.tracksActivities ?? null,
    samples: state?.taken ?? 0,
    missed: state?.missed ?? 0,
    trouble: state?.trouble ?? null,
    moved_from: state?.hosts.slice(0, -1) ?? [],
  }
}

function rowToJson(row: LoadRow, by: string, share: number): unknown {
  return {
    type: by,
    key: row.key === untagged ? null : row.key,
    load: round(row.load),
    share,
    waits: Object.fromEntries(Object.entries(row.waits).map(([wait, load]) => [wait, round(load)])),
    longest_seconds: round(row.longest),
    files: parts(row.sites),
    routes: parts(row.works),
    servers: parts(row.servers),
    statements: parts(row.statements),
    traces: [...row.traces.keys()],
    pids: [...row.pids.keys()],
    tags: row.tags,
  }
}

function parts(counter: Counter): unknown[] {
  return counter.ranked().map(([name, load]) => ({ name, load: round(load) }))
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
