import { adviceDuring } from '../failures/advice.js'
import { hotRow } from '../failures/hot-row.js'
import { idleInTransaction } from '../failures/idle-in-transaction.js'
import { outage } from '../failures/outage.js'
import { measurePools } from '../failures/pool-settings.js'
import { startAtOnce } from '../failures/start-up.js'
import { switchedOff } from '../failures/switched-off.js'
import { writerReads } from '../failures/writer-reads.js'
import type { Finding } from '../operator/finding.js'
import type { LogRow } from '../operator/find-lines.js'
import type { Stage } from '../stage/stage.js'

/** Plays a failure, and returns lines that describe what was seen. */
export type Scene = (stage: Stage) => Promise<string[]>

/** The other failures, by the argument that plays each. */
export const scenes: Readonly<Record<string, Scene>> = {
  'start-up': async ({ cluster }) => {
    const { started, died, deadlocks } = await startAtOnce(cluster, 30)
    return [
      `${died} of ${started} processes died before their first request. sqltrace logs shows both sides:`,
      ...ringsOf(deadlocks),
    ]
  },

  'hot-row': async (stage) => {
    const { table, dead, alive, writers } = await hotRow(stage)
    return [
      `${table} has ${dead} dead and ${alive} live rows. sqltrace slow shows which line writes it:`,
      ...writers.map(format),
    ]
  },

  'writer-reads': async (stage) => [
    'Lines that read from the writer, from sqltrace slow:',
    ...(await writerReads(stage, 5)).map(format),
  ],

  idle: async (stage) => {
    const sessions = await idleInTransaction(stage)
    return [
      'What blocks the deployment, from sqltrace locks:',
      ...sessions.map(({ depth, state, statement, file, transaction_opened_at: opened }) =>
        depth > 0
          ? `  waits: ${statement}`
          : `${state}: last statement at ${file}, transaction opened at ${opened}`,
      ),
    ]
  },

  outage: async (stage) => {
    const { traced, plain } = await outage(stage, 5)
    return [
      'Time from the restart of the killed writer to the first page, median of five:',
      `with sqltrace ${milliseconds(traced)}, without ${milliseconds(plain)}`,
    ]
  },

  pools: async ({ cluster }) => [
    'Time from the return of a server to the first result, after it was killed, and after it fell silent:',
    ...(await measurePools(cluster.writer)).map(({ settings, asked, killed, lost }) =>
      [settings.padEnd(40), asked.padEnd(10), milliseconds(killed), milliseconds(lost)].join('  '),
    ),
    'never: not within 8 s',
  ],

  advice: async (stage) => {
    const advice = await adviceDuring(stage, [{ crowd: { connections: 8 }, seconds: 40 }])
    return [
      'Advice from one process after 40 seconds, from sqltrace/advice:',
      ...advice.map(({ rule, file, seen }) => `${rule.padEnd(18)} ${file}  ${seen}`),
    ]
  },

  off: async (stage) => {
    const { traced, off } = await switchedOff(stage)
    return ['The same build:', traced, 'with SQLTRACE_DISABLED=true:', off]
  },
}

/** A deadlock of three sessions at the same two lines counts as the same. */
function ringsOf(deadlocks: readonly LogRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { files, count } of deadlocks) {
    const lines = [...new Set(files)].join(' and ')
    counts.set(lines, (counts.get(lines) ?? 0) + count)
  }
  return [...counts].map(([lines, count]) => `${count} × ${lines}`)
}

function format({ share, file, routes }: Finding): string {
  return `${(100 * share).toFixed(0).padStart(3)} %  ${file}  ${routes.join(', ')}`
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '   never' : `${value.toFixed(0).padStart(5)} ms`
}
