import type { LogRow } from '../operator/find-lines.js'
import { sqltrace } from '../operator/sqltrace.js'
import { startApp } from '../stage/app-process.js'
import type { Cluster } from '../stage/cluster.js'

/** What happened to processes that were started at the same time. */
export interface StartUp {
  readonly started: number
  /** How many died before they listened. */
  readonly died: number
  /** The lines on both sides of each kind of deadlock, from the writer's log. */
  readonly deadlocks: readonly LogRow[]
}

/** Starts `count` processes at the same time: each deletes the same rows, in a different order. */
export async function startAtOnce(cluster: Cluster, count: number): Promise<StartUp> {
  const apps = Array.from({ length: count }, () => startApp(cluster))
  const outcomes = await Promise.allSettled(apps.map(({ url }) => url))
  await Promise.all(apps.map((app) => app.stop()))
  const rows = await sqltrace<LogRow>('logs', cluster.writer.logFile)
  return {
    started: count,
    died: outcomes.filter(({ status }) => status === 'rejected').length,
    deadlocks: rows.filter(({ type }) => type === 'deadlock'),
  }
}
