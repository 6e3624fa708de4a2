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

/** How long to sample, in seconds, and how many samples to take per second. */
export interface SamplingOptions {
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

/** How many of the costliest statements are examined. */
const maxTexts = 100
const maxPlans = 30

/** Samples servers for a while and finds problems that only they can see. */
export async function findCauses(
  servers: readonly Server[],
  { sample, rate, startProgress }: SamplingOptions,
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

/** Without counters there are still samples, and the findings about settings show what is missing. */
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
    ...(isWriter
      ? deadRows(name, tables, [...rows, ...(await cumulativeRows(after))], oldest)
      : []),
    ...sequentialScans(name, before.tables, tables, rows, plans),
    ...(isWriter && seconds ? writerReads(name, rows, seconds) : []),
    ...idleTransactions(name, await gaps.attempt('idle transactions', readIdle(server), [])),
    ...(await settingFindings(after)),
    ...(facts?.seesAll === false ? [missingRights(name)] : []),
  ]
  return [...gaps.findings, ...found]
}

async function settingFindings({ server, extension, info, gaps }: Reading): Promise<Finding[]> {
  const { name, facts } = server
  const settings = await gaps.attempt('the settings', readSettings(server), undefined)
  const hidden = await gaps.attempt('settings of users', readHiddenSessions(server), [])
  return [
    ...(settings ? serverSettings(name, settings, facts?.role) : []),
    ...hiddenSessions(name, hidden),
    ...(extension ? droppedStatements(name, extension.settings, info) : []),
  ]
}

/** Without pg_read_all_stats almost nothing can be found, which must not look like good news. */
function missingRights(server: string): Finding {
  return {
    kind: 'rights',
    servers: [server],
    subject: 'pg_read_all_stats',
    seen: ["This user sees only its own sessions and statements, so most causes can't be found."],
    sites: [],
    statements: ['grant pg_read_all_stats to current_user -- as a superuser'],
  }
}

/** Rows of the cumulative counters: a table full of dead rows may be idle while we sample. */
async function cumulativeRows(reading: Reading): Promise<SlowRow[]> {
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
    .slice(0, maxTexts)
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
