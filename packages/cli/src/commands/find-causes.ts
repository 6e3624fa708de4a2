import type { StartProgress } from '../model/progress.js'
import { deadRows } from '../analysis/advice/dead-rows.js'
import { droppedStatements } from '../analysis/advice/dropped-statements.js'
import type { Finding } from '../model/finding.js'
import { hiddenSessions } from '../analysis/advice/hidden-sessions.js'
import { idleTransactions } from '../analysis/advice/idle-transactions.js'
import { sequentialScans, type Plans } from '../analysis/advice/sequential-scans.js'
import { serverSettings } from '../analysis/advice/server-settings.js'
import { mergeFindings } from '../analysis/advice/merge-findings.js'
import { writerReads } from '../analysis/advice/writer-reads.js'
import type { SlowRow } from '../model/slow-row.js'
import { slowRows } from '../analysis/slow-rows.js'
import { difference, merge, type Counted } from '../analysis/counted.js'
import type { TableHealth } from '../model/table-health.js'
import {
  readHiddenSessions,
  readIdle,
  readOldest,
  readScannedTables,
  readSettings,
  readTables,
} from '../sources/server/health.js'
import type { Sample } from '../model/sample.js'
import { Sampler } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import type { StatementsExtension } from '../sources/server/statements-sql.js'
import type { StatementCounters } from '../model/statement-counters.js'
import {
  findStatements,
  readInfo,
  readStatements,
  readTexts,
  type StatementsInfo,
} from '../sources/server/read-statements.js'
import { whileSampling } from '../sources/server/while-sampling.js'
import { Gaps } from './gaps.js'

/** How long is looked, in seconds, and how often. */
export interface Look {
  readonly sample: number
  readonly rate: number
  readonly startProgress: StartProgress
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
const maxStatements = 100
const maxPlans = 30

/** Looks at servers for a while and finds what only they know. */
export async function findCauses(
  servers: readonly Server[],
  { sample, rate, startProgress }: Look,
): Promise<Finding[]> {
  for (const server of servers) server.stay()
  const before = await Promise.all(servers.map(read))
  const samples: Sample[] = []
  const sampler = new Sampler(servers, rate, (one) => samples.push(one))
  await whileSampling(startProgress, sample, () => sampler.run(sample * 1000))
  const hasReader = servers.some(({ facts }) => facts?.role === 'reader')
  const findings = before.map(async (reading) => {
    const own = samples.filter(({ server }) => server === reading.server.name)
    return findingsOf(reading, await read(reading.server), own, hasReader ? sample : undefined)
  })
  return mergeFindings((await Promise.all(findings)).flat())
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
    .slice(0, maxStatements)
    .map(([id]) => id)
  const { texts } = await readTexts(server, extension, costliest)
  return new Map(costliest.flatMap((id) => [[id, texts.get(id) ?? ''] as const]))
}

async function plansOf(server: Server, texts: ReadonlyMap<string, string>): Promise<Plans> {
  const plans = new Map<string, readonly string[]>()
  for (const [id, sql] of [...texts].slice(0, maxPlans)) {
    const tables = await readScannedTables(server, sql)
    if (tables) plans.set(id, tables)
  }
  return plans
}
