import type { TopOptions } from './top-options.js'
import { CliError } from '../model/cli-error.js'
import { groupLoad } from '../analysis/group-load.js'
import { activityTimeout } from '../sources/server/read-activity.js'
import type { Sample } from '../model/sample.js'
import { Sampler } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import { activitySql } from '../sources/server/activity-sql.js'
import { newest } from '../sources/connection/dialect.js'
import { whileSampling } from '../sources/server/while-sampling.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { loadToJson } from '../views/load-to-json.js'
import { notTracked, renderLoad } from '../views/render-load.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import { withServers } from './with-servers.js'

/** Shows what is using the servers now: a live view on a terminal, otherwise a single table. */
export async function top(options: TopOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql)
    return printSql(terminal, [{ sql: activitySql(newest), timeout: activityTimeout }])
  const isInteractive = terminal.isSmart && process.stdin.isTTY
  const isLive = isInteractive && !options.once && !options.json && options.seconds === undefined
  await withServers(options, async (servers) => {
    if (isLive) await (await import('./top-live.js')).topLive(servers, options, terminal)
    else await topOnce(servers, options, terminal)
  })
}

async function topOnce(
  servers: readonly Server[],
  { by, filter, json, rate, seconds, startProgress }: TopOptions,
  terminal: Terminal,
): Promise<void> {
  const samples: Sample[] = []
  const sampler = new Sampler(servers, rate, (sample) => samples.push(sample))
  if (seconds === undefined) await sampler.once()
  else await whileSampling(startProgress, seconds, () => sampler.run(seconds * 1000))
  const table = groupLoad(sampler.ofCurrentHosts(samples), by, filter)
  if (table.load === 0) checkSeen(servers, sampler)
  const view = { table, by, servers, states: sampler.states }
  const lines = json ? loadToJson(view).map(visibleJson) : renderLoad(view, terminal)
  for (const line of lines) terminal.print(line)
}

/** A server that shows nothing must not look like a quiet one. */
function checkSeen(servers: readonly Server[], { states }: Sampler): void {
  if (![...states.values()].some(({ taken }) => taken > 0)) throw noSample(servers, states)
  const seen = servers.filter((server) => (states.get(server)?.taken ?? 0) > 0)
  if (seen.some(({ facts }) => facts?.tracksActivities !== false)) return
  throw new CliError('SQLTRACE_NOT_TRACKED', seen.map(notTracked).join(' '))
}

function noSample(servers: readonly Server[], states: Sampler['states']): CliError {
  const reasons = servers.flatMap((server) => states.get(server)?.trouble ?? [])
  const reason = reasons[0] ?? 'the server did not answer in time'
  return new CliError('SQLTRACE_NO_SAMPLE', `No sample succeeded: ${reason}`)
}
