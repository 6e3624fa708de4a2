import { findLines, type LogRow } from './find-lines.js'
import type { Finding } from './finding.js'
import { slowest } from './slowest.js'
import { sqltrace, urls } from './sqltrace.js'

/** Everything that an operator has from a server. */
export interface KnownServer {
  readonly url: string
  readonly logFile: string
}

/** What the operator saw, and after how many seconds. */
export interface Operation {
  readonly findings: readonly Finding[]
  /** The lines on the screen after the first command, which samples for a second. */
  readonly glance: readonly string[]
  readonly glanceSeconds: number
  readonly seconds: number
}

/** Runs three commands: a glance, a sample of `sample` seconds, and the logs. */
export async function operate(servers: readonly KnownServer[], sample: number): Promise<Operation> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const top = await sqltrace<{ key: string | null }>('top', '--seconds', '1', ...urls(servers))
  const glanceSeconds = seconds()
  const slow = await slowest(servers, sample)
  const logs = await sqltrace<LogRow>('logs', ...servers.map(({ logFile }) => logFile))
  return {
    findings: findLines(slow, logs),
    glance: top.flatMap(({ key }) => key ?? []),
    glanceSeconds,
    seconds: seconds(),
  }
}

/** The time that `sqltrace slow` takes beyond its sample, in seconds: the median of some runs. */
export async function ownSeconds(servers: readonly KnownServer[], runs: number): Promise<number> {
  const times: number[] = []
  while (times.length < runs) {
    const started = performance.now()
    await slowest(servers, 1)
    times.push((performance.now() - started) / 1000 - 1)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
}
