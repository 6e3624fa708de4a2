import type { LoadRow, LoadTable } from '../model/load-table.js'
import type { Sample } from '../model/sample.js'
import type { Session } from '../model/session.js'
import { readApplicationName, withTrace, type ApplicationName } from './application-name.js'
import { Counter } from '../model/counter.js'
import { normalizeSql } from './normalize-sql.js'
import { remember } from './remember.js'
import { applicationOf, nameOf, parsePlace, siteOf, traceIdOf, workOf } from './site-of.js'
import type { Tags } from '../model/tags.js'
import { tagsOf } from './tags-of.js'
import { waitOf } from './wait.js'

/** What each row represents. */
export type GroupBy = 'line' | 'file' | 'route' | 'application' | 'server'

export const groupings: readonly GroupBy[] = ['line', 'file', 'route', 'application', 'server']

/** The key for statements without a tag for the grouping. */
export const untagged = '(untagged)'

interface Seen {
  readonly session: Session
  readonly server: string
  readonly isNow: boolean
  readonly weight: number
  readonly tags: Tags
  readonly name: ApplicationName
}

const normalized = remember(normalizeSql)
const nameOfApplication = remember(readApplicationName)
const maxTraces = 10

/** Groups the active sessions of samples; with a filter, only rows that contain this text. */
export function groupLoad(samples: readonly Sample[], by: GroupBy, filter = ''): LoadTable {
  const newest = new Map(samples.map((sample) => [sample.server, sample]))
  const seen = samples.length === 0 ? [] : activeSessions(samples, newest)
  const rows = new Map<string, LoadRow>()
  for (const one of seen) addTo(rows, one, by)
  const load = sum(seen)
  const now = [...newest.values()].flatMap(({ sessions }) => sessions)
  return {
    rows: [...rows.values()]
      .filter((row) => matches(row, filter.toLowerCase()))
      .toSorted((a, b) => b.load - a.load),
    load,
    tagged: load === 0 ? 1 : sum(seen.filter(({ tags }) => siteOf(tags) !== undefined)) / load,
    withTags: load === 0 ? 1 : sum(seen.filter(({ tags }) => Object.keys(tags).length > 0)) / load,
    cutOff: load === 0 ? 0 : sum(seen.filter(({ session }) => session.isCut)) / load,
    idleInTransaction: now.filter(isIdle).length,
    hidden: now.filter(isHidden).length,
  }
}

/** Weights each session by one over the number of samples of its server. */
function activeSessions(samples: readonly Sample[], newest: Map<string, Sample>): Seen[] {
  const counts = new Counter()
  for (const { server } of samples) counts.add(server)
  return samples.flatMap((sample) =>
    sample.sessions.filter(isActive).map((session) => ({
      session,
      server: sample.server,
      isNow: newest.get(sample.server) === sample,
      weight: 1 / counts.of(sample.server),
      tags: tagsOf(session.sql),
      name: nameOfApplication(session.applicationName),
    })),
  )
}

function sum(seen: readonly Seen[]): number {
  return seen.reduce((total, { weight }) => total + weight, 0)
}

function addTo(rows: Map<string, LoadRow>, seen: Seen, by: GroupBy): void {
  const { session, server, isNow, weight, name } = seen
  const tags = withTrace(seen.tags, name)
  const key = keyOf(seen, by)
  const row = rows.get(key) ?? newRow(key, tags)
  rows.set(key, row)
  row.load += weight
  row.waits[waitOf(session)] += weight
  row.sites.add(siteOf(tags), weight)
  row.works.add(workOf(tags), weight)
  row.servers.add(server, weight)
  row.statements.add(normalized(session.sql), weight)
  row.traces.addUpTo(maxTraces, traceIdOf(tags['traceparent']))
  if (!isNow) return
  row.longest = Math.max(row.longest, session.running)
  row.pids.add(`${server}/${session.leader}`)
}

function newRow(key: string, tags: Tags): LoadRow {
  return {
    key,
    load: 0,
    waits: { cpu: 0, io: 0, lock: 0, client: 0, other: 0 },
    longest: 0,
    sites: new Counter(),
    works: new Counter(),
    servers: new Counter(),
    statements: new Counter(),
    traces: new Counter(),
    pids: new Counter(),
    tags,
  }
}

function keyOf({ tags, name, server }: Seen, by: GroupBy): string {
  const site = siteOf(tags)
  switch (by) {
    case 'line':
      return nameOf(tags)
    case 'file':
      return parsePlace(site)?.path ?? site ?? untagged
    case 'route':
      return workOf(tags) ?? untagged
    case 'application':
      return applicationOf(tags) ?? name.application ?? untagged
    case 'server':
      return server
  }
}

function isActive(session: Session): boolean {
  return !session.state.startsWith('idle') && !isHidden(session)
}

function isHidden({ state }: Session): boolean {
  return state === 'disabled'
}

function isIdle({ state }: Session): boolean {
  return state.startsWith('idle in transaction')
}

function matches(row: LoadRow, filter: string): boolean {
  if (filter === '') return true
  const texts = [row.key, ...row.works.keys(), ...row.sites.keys(), ...row.statements.keys()]
  return texts.some((text) => text.toLowerCase().includes(filter))
}
