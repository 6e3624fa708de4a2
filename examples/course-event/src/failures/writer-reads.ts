import { findLines, type SlowStatement } from '../operator/find-lines.js'
import type { Finding } from '../operator/finding.js'
import { slowest } from '../operator/slowest.js'
import { startLoad } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'

/** The lines that read from the writer, costliest first. */
export async function writerReads(stage: Stage, seconds: number): Promise<Finding[]> {
  const apps = await stage.startApps(1)
  const load = startLoad(apps.urls, { connections: 8 })
  const rows = await slowest([stage.cluster.writer], seconds)
  await load.stop()
  await apps.stop()
  return findLines(rows.filter(isRead), [])
}

function isRead({ statement }: SlowStatement): boolean {
  return /^(?:select|with)\b/i.test(statement)
}
