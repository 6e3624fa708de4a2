import { setTimeout as sleep } from 'node:timers/promises'
import { startLoad } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'

/** Milliseconds from the writer's return to the first successful page. */
export interface Outage {
  readonly traced: number
  readonly plain: number
}

/** Kills the writer while visitors search, `rounds` times; returns the median. */
export async function outage(stage: Stage, rounds: number): Promise<Outage> {
  const traced = await stage.startApps(1)
  const plain = await stage.startApps(1, { SQLTRACE_DISABLED: 'true' })
  const urls = [...traced.urls, ...plain.urls]
  const load = startLoad(urls, { connections: 2, rate: 10 }, '/search')
  const times: number[][] = []
  while (times.length < rounds) times.push(await killOnce(stage, urls))
  await load.stop()
  await Promise.all([traced.stop(), plain.stop()])
  return {
    traced: median(times.map(([ms = 0]) => ms)),
    plain: median(times.map(([, ms = 0]) => ms)),
  }
}

async function killOnce({ cluster }: Stage, urls: readonly string[]): Promise<number[]> {
  await sleep(500)
  await cluster.writer.kill()
  await sleep(500)
  await cluster.writer.restart()
  const started = performance.now()
  return Promise.all(urls.map((url) => served(url, started)))
}

/** The search reads from the writer. */
async function served(url: string, started: number): Promise<number> {
  const { ok } = await fetch(`${url}/search?text=Design`).catch(() => ({ ok: false }))
  if (ok) return performance.now() - started
  await sleep(10)
  return served(url, started)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
