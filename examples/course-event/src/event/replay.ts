import { setTimeout as sleep } from 'node:timers/promises'
import { operate, ownSeconds, type Operation } from '../operator/operator.js'
import { startLoad, type Crowd, type LoadResult } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'
import type { Scale } from './scale.js'

/** What was measured while the event was played. */
export interface Replay {
  /** On ordinary days; absent if they were left out. */
  readonly ordinary: LoadResult | undefined
  readonly rush: LoadResult
  readonly operation: Operation
  /** Seconds of `sqltrace slow` beyond its sample. */
  readonly ownSeconds: number
}

type Progress = (text: string) => void

const many = 8

/** Plays ordinary days and then the event, with an operator who sees only the databases. */
export async function replay(stage: Stage, scale: Scale, progress: Progress): Promise<Replay> {
  progress(`Starting ${scale.processes} processes of the platform`)
  const apps = await stage.startApps(scale.processes)
  const ordinary = scale.ordinary > 0 ? await ordinaryDays(apps.urls, scale, progress) : undefined
  progress('10 ×: the event')
  const load = startLoad(apps.urls, { connections: many })
  await sleep(1000 * scale.rush)
  const { servers } = stage.cluster
  progress(`The operator types three commands; one samples for ${scale.sample} seconds`)
  const operation = await operate(servers, scale.sample)
  if (scale.runs > 0) progress(`Measuring the tool's own time, ${scale.runs} times`)
  const own = await ownSeconds(servers, scale.runs)
  const rush = await load.stop()
  await apps.stop()
  return { ordinary, rush, operation, ownSeconds: own }
}

/** First measures the platform's capacity: the event is a little more, ordinary days are a tenth of it. */
async function ordinaryDays(
  urls: readonly string[],
  { ordinary }: Scale,
  progress: Progress,
): Promise<LoadResult> {
  progress('Measuring how many visitors the platform can handle')
  const { perSecond } = await visit(urls, { connections: many }, 4)
  progress(`1 ×: ${ordinary} s of ordinary days`)
  return visit(urls, { connections: 2, rate: perSecond / urls.length / 10 }, ordinary)
}

async function visit(urls: readonly string[], crowd: Crowd, seconds: number): Promise<LoadResult> {
  const load = startLoad(urls, crowd)
  await sleep(1000 * seconds)
  return load.stop()
}
