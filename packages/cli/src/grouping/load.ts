import type { Sample } from '../sources/sampler.js'
import type { Session } from '../sources/activity.js'
import { readApplicationName, withTrace, type ApplicationName } from './application-name.js'
import { Counter } from './counter.js'
import { normalizeSql } from './normalize-sql.js'
import { remember } from './remember.js'
import { applicationOf, nameOf, parsePlace, siteOf, traceIdOf, workOf } from './site.js'
import { tagsOf, type Tags } from './tags-of.js'
import { waitOf, type Wait } from './wait.js'

/** What rows stand for. */
export type GroupBy = 'line' | 'file' | 'route' | 'application' | 'server'

export const groupings: readonly GroupBy[] = ['line', 'file', 'route', 'application', 'server']

/** The key of what carries no tag for a grouping. */
export const untagged = '(untagged)'

/** One group of sessions, over all samples. Loads are average active sessions. */
export interface LoadRow {
  readonly key: string
  load: number
  readonly waits: Record<Wait, number>
  /** Seconds of the longest statement that runs in the newest sample. */
  longest: number
  readonly sites: Counter
  readonly works: Counter
  readonly servers: Counter
  readonly statements: Counter
  /** The ids of some of its traces. */
  readonly traces: Counter
  /** The sessions of the newest sample, as `server/pid`; parallel workers count with their leader. */
  readonly pids: Counter
  /** The tags of a statement of this group, with the trace that its session names. */
  readonly tags: Tags
}

/** Who used the servers, and how much of the truth was visible. */
export interface LoadTable {
  readonly rows: readonly LoadRow[]
  readonly load: number
  /** Part of the load whose statements name a line, from 0 to 1. */
  readonly tagged: number
  /** Part of the load whose statements have tags, with a line or without, from 0 to 1. */
  readonly withTags: number
  /** Part of the statements that the server may have cut off, from 0 to 1. */
  readonly cutOff: number
  /** Sessions idle in a transaction in the newest sample of each server. */
  readonly idleInTransaction: number
  /** Sessions in the newest sample of each server that do not show what they do. */
  readonly hidden: number
}

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

/** Groups the active sessions of samples; with a filter only the rows that hold this text. */
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

/** A session weighs the part of its server's samples that one sample is. */
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
