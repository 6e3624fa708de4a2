import { deadRows } from '../grouping/advice/dead-rows.js'
import { droppedStatements } from '../grouping/advice/dropped-statements.js'
import type { Finding } from '../grouping/advice/finding.js'
import { hiddenSessions } from '../grouping/advice/hidden-sessions.js'
import { idleTransactions } from '../grouping/advice/idle-transactions.js'
import { sequentialScans, type Plans } from '../grouping/advice/sequential-scans.js'
import { serverSettings } from '../grouping/advice/server-settings.js'
import { together } from '../grouping/advice/together.js'
import { writerReads } from '../grouping/advice/writer-reads.js'
import { slowRows, type SlowRow } from '../grouping/slow.js'
import { difference, merge, type Counted } from '../grouping/statement-counters.js'
import {
  readHiddenSessions,
  readIdle,
  readOldest,
  readScannedTables,
  readSettings,
  readTables,
  type TableHealth,
} from '../sources/health.js'
import { Sampler, type Sample } from '../sources/sampler.js'
import type { Server } from '../sources/server.js'
import type { StatementsExtension } from '../sources/statements-sql.js'
import {
  findStatements,
  readInfo,
  readStatements,
  readTexts,
  type StatementCounters,
  type StatementsInfo,
} from '../sources/statements.js'
import { whileSampling } from '../views/progress.js'
import { Gaps } from './gaps.js'

/** How long is looked, in seconds, and how often. */
export interface Look {
  readonly sample: number
  readonly rate: number
}

interface Reading {
  readonly server: Server
  readonly extension: StatementsExtension | undefined
  readonly info: StatementsInfo
  readonly tables: readonly TableHealth[]
  readonly counters: ReadonlyMap<string, StatementCounters>
  readonly gaps: Gaps
}

/** As many of the costliest statements are looked at. */
const mostStatements = 100
const mostPlans = 30

/** Looks at servers for a while and finds what only they know. */
export async function findCauses(
  servers: readonly Server[],
  { sample, rate }: Look,
): Promise<Finding[]> {
  for (const server of servers) server.stay()
  const before = await Promise.all(servers.map(read))
  const samples: Sample[] = []
  const sampler = new Sampler(servers, rate, (one) => samples.push(one))
  await whileSampling(sample, () => sampler.run(sample * 1000))
  const hasReader = servers.some(({ facts }) => facts?.role === 'reader')
  const findings = before.map(async (reading) => {
    const own = samples.filter(({ server }) => server === reading.server.name)
    return findingsOf(reading, await read(reading.server), own, hasReader ? sample : undefined)
  })
  return together((await Promise.all(findings)).flat())
}

async function read(server: Server): Promise<Reading> {
  const gaps = new Gaps(server.name)
  const extension = await findStatements(server).catch(() => undefined)
  const tables = await gaps.attempt('the tables', readTables(server), [])
  const counters = extension ? await readStatements(server, extension).catch(none) : none()
  const info = extension ? await readInfo(server, extension).catch(unknown) : unknown()
  return { server, extension, info, tables, counters, gaps }
}

/** Without counters there are still samples, and the settings say what is missing. */
const none = () => new Map<string, never>()
const unknown = (): StatementsInfo => ({ since: undefined, dropped: undefined })

async function findingsOf(
  before: Reading,
  after: Reading,
  samples: readonly Sample[],
  seconds: number | undefined,
): Promise<Finding[]> {
  const { server, tables, gaps } = after
  const { name, facts } = server
  const counted = merge(new Map([[name, difference(before.counters, after.counters)]]))
  const texts = await textsOf(after, counted)
  const rows = slowRows(counted, texts, samples)
  const plans = await plansOf(server, texts)
  const isWriter = facts?.role === 'writer'
  const oldest = isWriter
    ? await gaps.attempt('who holds back vacuum', readOldest(server), undefined)
    : undefined
  const found = [
    ...(isWriter ? deadRows(name, tables, [...rows, ...(await everything(after))], oldest) : []),
    ...sequentialScans(name, before.tables, tables, rows, plans),
    ...(isWriter && seconds ? writerReads(name, rows, seconds) : []),
    ...idleTransactions(name, await gaps.attempt('idle transactions', readIdle(server), [])),
    ...(await hidingSettings(after)),
    ...(facts?.seesAll === false ? [blind(name)] : []),
  ]
  return [...gaps.findings, ...found]
}

async function hidingSettings({ server, extension, info, gaps }: Reading): Promise<Finding[]> {
  const { name, facts } = server
  const settings = await gaps.attempt('the settings', readSettings(server), undefined)
  const hidden = await gaps.attempt('settings of users', readHiddenSessions(server), [])
  return [
    ...(settings ? serverSettings(name, settings, facts?.role) : []),
    ...hiddenSessions(name, hidden),
    ...(extension ? droppedStatements(name, extension.settings, info) : []),
  ]
}

/** Without the right there is next to nothing to find, which must not pass for good news. */
function blind(server: string): Finding {
  return {
    kind: 'rights',
    servers: [server],
    subject: 'pg_read_all_stats',
    seen: ["This user sees only its own sessions and statements, so most causes can't be found."],
    sites: [],
    statements: ['grant pg_read_all_stats to current_user -- as a superuser'],
  }
}

/** What was ever counted: a table that is full of dead rows may rest while we look. */
async function everything(reading: Reading): Promise<SlowRow[]> {
  const counted = merge(new Map([[reading.server.name, reading.counters]]))
  return slowRows(counted, await textsOf(reading, counted), [])
}

/** The texts of the costliest statements, costliest first. */
async function textsOf(
  { server, extension }: Reading,
  counted: ReadonlyMap<string, Counted>,
): Promise<ReadonlyMap<string, string>> {
  if (!extension) return none()
  const costliest = [...counted]
    .toSorted((a, b) => b[1].counters.milliseconds - a[1].counters.milliseconds)
    .slice(0, mostStatements)
    .map(([id]) => id)
  const { texts } = await readTexts(server, extension, costliest)
  return new Map(costliest.flatMap((id) => [[id, texts.get(id) ?? ''] as const]))
}

async function plansOf(server: Server, texts: ReadonlyMap<string, string>): Promise<Plans> {
  const plans = new Map<string, readonly string[]>()
  for (const [id, sql] of [...texts].slice(0, mostPlans)) {
    const tables = await readScannedTables(server, sql)
    if (tables) plans.set(id, tables)
  }
  return plans
}
