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

/** Plays one failure, and gives the lines that tell what was seen. */
export type Scene = (stage: Stage) => Promise<string[]>

/** The other failures of the story, by the word that is typed for each. */
export const scenes: Readonly<Record<string, Scene>> = {
  'start-up': async ({ cluster }) => {
    const { started, died, deadlocks } = await startAtOnce(cluster, 30)
    return [
      `${died} of ${started} processes died before their first request. sqltrace logs names both sides:`,
      ...ringsOf(deadlocks),
    ]
  },

  'hot-row': async (stage) => {
    const { table, dead, alive, writers } = await hotRow(stage)
    return [
      `${table} has ${dead} dead rows beside ${alive} living ones. sqltrace slow names who writes it:`,
      ...writers.map(told),
    ]
  },

  'writer-reads': async (stage) => [
    'What reads from the writer, by sqltrace slow:',
    ...(await writerReads(stage, 5)).map(told),
  ],

  idle: async (stage) => {
    const sessions = await idleInTransaction(stage)
    return [
      'Who holds up the deployment, by sqltrace locks:',
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
      'From the return of the killed writer to the first page, the median of five:',
      `with sqltrace ${milliseconds(traced)}, without ${milliseconds(plain)}`,
    ]
  },

  pools: async ({ cluster }) => [
    'From the return of a server to the first answer, when it was killed, and when it fell silent:',
    ...(await measurePools(cluster.writer)).map(({ settings, asked, killed, lost }) =>
      [settings.padEnd(40), asked.padEnd(10), milliseconds(killed), milliseconds(lost)].join('  '),
    ),
    'never: not within 8 s',
  ],

  advice: async (stage) => {
    const advice = await adviceDuring(stage, [{ crowd: { connections: 8 }, seconds: 40 }])
    return [
      'What one process says of itself after 40 seconds, by sqltrace/advice:',
      ...advice.map(({ rule, file, seen }) => `${rule.padEnd(18)} ${file}  ${seen}`),
    ]
  },

  off: async (stage) => {
    const { traced, off } = await switchedOff(stage)
    return ['The same build:', traced, 'with SQLTRACE_DISABLED=true:', off]
  },
}

/** A deadlock of three at the same two lines is the same to us. */
function ringsOf(deadlocks: readonly LogRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { files, count } of deadlocks) {
    const lines = [...new Set(files)].join(' and ')
    counts.set(lines, (counts.get(lines) ?? 0) + count)
  }
  return [...counts].map(([lines, count]) => `${count} × ${lines}`)
}

function told({ share, file, routes }: Finding): string {
  return `${(100 * share).toFixed(0).padStart(3)} %  ${file}  ${routes.join(', ')}`
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '   never' : `${value.toFixed(0).padStart(5)} ms`
}
