import { CliError } from '../errors.js'
import { groupLoad, type GroupBy } from '../grouping/load.js'
import { activityTimeout } from '../sources/activity.js'
import { Sampler, type Sample } from '../sources/sampler.js'
import type { Server } from '../sources/server.js'
import { activitySql, newest } from '../sources/sql.js'
import { whileSampling } from '../views/progress.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { loadToJson } from '../views/top-json.js'
import { notTracked, renderLoad } from '../views/top-view.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import { withServers, type ServerOptions } from './servers.js'

/** Options of `sqltrace top`. */
export interface TopOptions extends ServerOptions {
  readonly by: GroupBy
  readonly filter?: string
  readonly once?: boolean
  readonly rate: number
  readonly root: string
  readonly seconds?: number
}

/** Shows who uses the servers now: a live view on a terminal, else one table. */
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
  { by, filter, json, rate, seconds }: TopOptions,
  terminal: Terminal,
): Promise<void> {
  const samples: Sample[] = []
  const sampler = new Sampler(servers, rate, (sample) => samples.push(sample))
  if (seconds === undefined) await sampler.once()
  else await whileSampling(seconds, () => sampler.run(seconds * 1000))
  const table = groupLoad(sampler.ofNow(samples), by, filter)
  if (table.load === 0) checkSeen(servers, sampler)
  const view = { table, by, servers, states: sampler.states }
  const lines = json ? loadToJson(view).map(visibleJson) : renderLoad(view, terminal)
  for (const line of lines) terminal.print(line)
}

/** A view of nothing must not pass for a quiet server. */
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
