import { sharesOf, slowRows } from '../grouping/slow.js'
import { difference, merge, type Counted } from '../grouping/statement-counters.js'
import { activityTimeout } from '../sources/activity.js'
import { Sampler, type Sample } from '../sources/sampler.js'
import type { Server } from '../sources/server.js'
import { activitySql, newest } from '../sources/sql.js'
import {
  extensionSql,
  resetSql,
  statementsSql,
  textsSql,
  type StatementsExtension,
} from '../sources/statements-sql.js'
import {
  findStatements,
  readReset,
  readStatements,
  readTexts,
  statementsTimeout,
} from '../sources/statements.js'
import { whileSampling } from '../views/progress.js'
import { renderSlow, slowTruth, type SlowView } from '../views/slow-view.js'
import { slowToJson } from '../views/slow-json.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import { withServers, type ServerOptions } from './servers.js'

/** Options of `sqltrace slow`. */
export interface SlowOptions extends ServerOptions {
  readonly limit: number
  readonly rate: number
  readonly sample: number
  readonly total?: boolean
}

interface Source {
  readonly server: Server
  readonly extension: StatementsExtension
}

/** Shows the statements that cost most in the next seconds, or since the counters were reset. */
export async function slow(options: SlowOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql) return printSql(terminal, statements)
  await withServers(options, async (servers) => {
    const sources = await Promise.all(
      servers
        .filter(({ isConnected }) => isConnected)
        .map(async (server) => ({ server, extension: await findStatements(server) })),
    )
    print(
      await (options.total ? cumulative(sources, options) : sampled(sources, options)),
      options,
      terminal,
    )
  })
}

const newestExtension: StatementsExtension = { schema: 'public', hasExecTime: true, hasInfo: true }

const statements = [
  { sql: extensionSql, timeout: 500 },
  { sql: statementsSql(newestExtension), timeout: statementsTimeout },
  { sql: activitySql(newest), timeout: activityTimeout },
  { sql: textsSql(newest, newestExtension, ['0']), timeout: statementsTimeout },
  { sql: resetSql(newestExtension), timeout: 500 },
]

async function sampled(
  sources: readonly Source[],
  { rate, sample, limit }: SlowOptions,
): Promise<SlowView> {
  const before = await readAll(sources)
  const samples: Sample[] = []
  const sampler = new Sampler(
    sources.map(({ server }) => server),
    rate,
    (one) => samples.push(one),
  )
  const started = Date.now()
  await whileSampling(sample, () => sampler.run(sample * 1000))
  const after = await readAll(sources)
  const seconds = (Date.now() - started) / 1000
  const grown = [...after].map(
    ([name, now]) => [name, difference(before.get(name) ?? new Map(), now)] as const,
  )
  return finish(sources, merge(new Map(grown)), samples, limit, { seconds })
}

async function cumulative(sources: readonly Source[], { limit }: SlowOptions): Promise<SlowView> {
  const counted = merge(await readAll(sources))
  const resets = await Promise.all(
    sources.map(async ({ server, extension }) => ({
      server: server.name,
      since: await readReset(server, extension),
    })),
  )
  return finish(sources, counted, [], limit, { resets })
}

async function readAll(
  sources: readonly Source[],
): Promise<Map<string, Awaited<ReturnType<typeof readStatements>>>> {
  const readings = sources.map(
    async ({ server, extension }) =>
      [server.name, await readStatements(server, extension)] as const,
  )
  return new Map(await Promise.all(readings))
}

/** As many texts are read at least: the shares are about the costliest statements. */
const leastTexts = 200

/** Texts are read of more statements than are shown, for our own are left out. */
async function finish(
  sources: readonly Source[],
  counted: ReadonlyMap<string, Counted>,
  samples: readonly Sample[],
  limit: number,
  about: Pick<SlowView, 'seconds' | 'resets'>,
): Promise<SlowView> {
  const wanted = [...counted]
    .toSorted((a, b) => b[1].counters.milliseconds - a[1].counters.milliseconds)
    .slice(0, Math.max(leastTexts, limit + 20))
  const readings = await Promise.all(
    sources.map(({ server, extension }) => readTexts(server, extension, wantedOf(server, wanted))),
  )
  const texts = new Map(readings.flatMap((reading) => Array.from(reading.texts)))
  const rows = slowRows(counted, texts, samples)
  return {
    rows: rows.slice(0, limit),
    shares: sharesOf(rows),
    samples: samples.length,
    servers: sources.map(({ server }) => server),
    troubles: readings.flatMap(({ trouble }) => trouble ?? []),
    ...about,
  }
}

function wantedOf({ name }: Server, wanted: readonly [string, Counted][]): string[] {
  return wanted.filter(([, { servers }]) => servers.includes(name)).map(([id]) => id)
}

function print(view: SlowView, { json }: SlowOptions, terminal: Terminal): void {
  const lines = json
    ? slowToJson(view).map(visibleJson)
    : [...renderSlow(view.rows, terminal), '', ...slowTruth(view).map(terminal.colors.dim)]
  for (const line of lines) terminal.print(line)
}
