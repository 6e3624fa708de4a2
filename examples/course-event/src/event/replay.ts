import { setTimeout as sleep } from 'node:timers/promises'
import { operate, ownSeconds, type Operation } from '../operator/operator.js'
import { startLoad, type Crowd, type LoadResult } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'
import type { Scale } from './scale.js'

/** What was measured while the event was played. */
export interface Replay {
  /** On ordinary days; absent where they were left out. */
  readonly ordinary: LoadResult | undefined
  readonly rush: LoadResult
  readonly operation: Operation
  /** Seconds of `sqltrace slow` beyond its sample. */
  readonly ownSeconds: number
}

type Tell = (progress: string) => void

const many = 8

/** Plays ordinary days and then the event, with an operator who sees the databases alone. */
export async function replay(stage: Stage, scale: Scale, tell: Tell): Promise<Replay> {
  tell(`Starting ${scale.processes} processes of the platform`)
  const apps = await stage.startApps(scale.processes)
  const ordinary = scale.ordinary > 0 ? await ordinaryDays(apps.urls, scale, tell) : undefined
  tell('10 ×: the event')
  const load = startLoad(apps.urls, { connections: many })
  await sleep(1000 * scale.rush)
  const { servers } = stage.cluster
  tell(`The operator types three commands, one of which looks for ${scale.sample} seconds`)
  const operation = await operate(servers, scale.sample)
  if (scale.runs > 0) tell(`Measuring what the tool itself takes, ${scale.runs} times`)
  const own = await ownSeconds(servers, scale.runs)
  const rush = await load.stop()
  await apps.stop()
  return { ordinary, rush, operation, ownSeconds: own }
}

/** What the platform can stand is measured first: the event is a little more, ordinary days the tenth part. */
async function ordinaryDays(
  urls: readonly string[],
  { ordinary }: Scale,
  tell: Tell,
): Promise<LoadResult> {
  tell('Measuring how many visitors the platform can stand')
  const { perSecond } = await visit(urls, { connections: many }, 4)
  tell(`1 ×: ${ordinary} s of ordinary days`)
  return visit(urls, { connections: 2, rate: perSecond / urls.length / 10 }, ordinary)
}

async function visit(urls: readonly string[], crowd: Crowd, seconds: number): Promise<LoadResult> {
  const load = startLoad(urls, crowd)
  await sleep(1000 * seconds)
  return load.stop()
}
