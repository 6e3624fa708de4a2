import { CliError } from '../model/cli-error.js'
import { sharesOf, slowRows } from '../analysis/slow-rows.js'
import { difference, merge, type Counted } from '../analysis/counted.js'
import { activityTimeout } from '../sources/server/read-activity.js'
import type { Sample } from '../model/sample.js'
import { Sampler } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import { activitySql } from '../sources/server/activity-sql.js'
import { newest } from '../sources/connection/dialect.js'
import {
  extensionSql,
  infoSql,
  statementsSql,
  textsSql,
  type StatementsExtension,
} from '../sources/server/statements-sql.js'
import { readTexts, statementsTimeout } from '../sources/server/read-statements.js'
import { droppedNote, switchedOff } from '../views/slow-notes.js'
import { whileSampling } from '../sources/server/while-sampling.js'
import { renderSlow, slowNotes, type SlowView } from '../views/slow-view.js'
import { slowToJson } from '../views/slow-to-json.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import {
  findSources,
  readCounters,
  type CounterReading,
  type StatementSource,
} from './statement-sources.js'
import { withServers, type ServerOptions } from './with-servers.js'

/** Options of `sqltrace slow`. */
export interface SlowOptions extends ServerOptions {
  readonly limit: number
  readonly rate: number
  readonly sample: number
  readonly total?: boolean
}

/** Shows the costliest statements of the next seconds, or since the counters were reset. */
export async function slow(options: SlowOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql) return printSql(terminal, statements)
  await withServers(options, async (servers) => {
    const sources = await findSources(servers)
    const view = await (options.total ? cumulative(sources, options) : sampled(sources, options))
    checkSeen(view)
    print(view, options, terminal)
  })
}

/** A server that shows nothing must not look like a quiet one. */
function checkSeen({ rows, off }: SlowView): void {
  if (rows.length > 0 || off.length === 0) return
  throw new CliError('SQLTRACE_NOT_COUNTED', off.join(' '))
}

const newestExtension: StatementsExtension = {
  schema: 'public',
  hasExecTime: true,
  hasInfo: true,
  settings: { track: 'top', max: '5000', queryIds: 'auto' },
}

const statements = [
  { sql: extensionSql, timeout: 500 },
  { sql: statementsSql(newestExtension), timeout: statementsTimeout },
  { sql: activitySql(newest), timeout: activityTimeout },
  { sql: textsSql(newest, newestExtension, ['0']), timeout: statementsTimeout },
  { sql: infoSql(newestExtension), timeout: 500 },
]

async function sampled(
  sources: readonly StatementSource[],
  { rate, sample, limit, startProgress }: SlowOptions,
): Promise<SlowView> {
  const before = await readCounters(sources)
  const samples: Sample[] = []
  const sampler = new Sampler(
    sources.map(({ server }) => server),
    rate,
    (one) => samples.push(one),
  )
  const started = Date.now()
  await whileSampling(startProgress, sample, () => sampler.run(sample * 1000))
  const after = await readCounters(sources)
  const seconds = (Date.now() - started) / 1000
  const grown = new Map([...after].map(([name, now]) => [name, growth(before.get(name), now)]))
  const troubles = [...sampler.states.values()].flatMap(({ trouble }) => trouble ?? [])
  const view = await finish(sources, grown, samples, limit)
  return { ...view, seconds, troubles: [...troubles, ...view.troubles] }
}

/** The growth of the counters between two readings. */
function growth(before: CounterReading | undefined, now: CounterReading): CounterReading {
  const dropped = (now.info.dropped ?? 0) - (before?.info.dropped ?? 0)
  const counters = difference(before?.counters ?? new Map(), now.counters)
  return { counters, info: { ...now.info, dropped } }
}

async function cumulative(
  sources: readonly StatementSource[],
  { limit }: SlowOptions,
): Promise<SlowView> {
  const readings = await readCounters(sources)
  const resets = [...readings].map(([server, { info }]) => ({ server, since: info.since }))
  return { ...(await finish(sources, readings, [], limit)), resets }
}

/** At least this many texts are read, so that the shares cover the costliest statements. */
const minTexts = 200

/** Reads more texts than are shown, because our own statements are left out. */
async function finish(
  sources: readonly StatementSource[],
  counters: ReadonlyMap<string, CounterReading>,
  samples: readonly Sample[],
  limit: number,
): Promise<SlowView> {
  const counted = merge(new Map([...counters].map(([name, one]) => [name, one.counters])))
  const wanted = [...counted]
    .toSorted((a, b) => b[1].counters.milliseconds - a[1].counters.milliseconds)
    .slice(0, Math.max(minTexts, limit + 20))
  const readings = await Promise.all(
    sources.map(({ server, extension }) => readTexts(server, extension, wantedOf(server, wanted))),
  )
  const texts = new Map(readings.flatMap((reading) => Array.from(reading.texts)))
  const rows = slowRows(counted, texts, samples)
  const dropped = sources.flatMap(({ server, extension }) =>
    droppedNote(server, extension.settings, counters.get(server.name)?.info.dropped ?? 0),
  )
  return {
    rows: rows.slice(0, limit),
    shares: sharesOf(rows),
    samples: samples.length,
    servers: sources.map(({ server }) => server),
    off: sources.flatMap(({ server, extension }) => switchedOff(server, extension.settings)),
    troubles: [...dropped, ...readings.flatMap(({ trouble }) => trouble ?? [])],
  }
}

function wantedOf({ name }: Server, wanted: readonly [string, Counted][]): string[] {
  return wanted.filter(([, { servers }]) => servers.includes(name)).map(([id]) => id)
}

function print(view: SlowView, { json }: SlowOptions, terminal: Terminal): void {
  const lines = json
    ? slowToJson(view).map(visibleJson)
    : [
        ...renderSlow(view.rows, terminal),
        '',
        ...slowNotes(view, terminal.columns).map(terminal.colors.dim),
      ]
  for (const line of lines) terminal.print(line)
}
