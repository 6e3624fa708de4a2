import { setTimeout as sleep } from 'node:timers/promises'
import { findMarkers } from '../checker/markers.js'
import { readSources } from '../checker/sources.js'
import { startLoad } from '../stage/load.js'
import { startStage } from '../stage/stage.js'
import { checks } from './checks.js'
import { QueryApi } from './query-api.js'
import { startJaeger, type Jaeger } from './start-jaeger.js'

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const progress = (text: string) => console.error(`· ${text}`)
const jaeger = await startJaeger(progress)
if (jaeger === undefined) {
  console.log('SKIPPED: no Jaeger. Install Go, or set JAEGER_BIN or JAEGER_URL.')
  process.exit(0)
}
process.exit((await everything(jaeger)) ? 0 : 1)

async function everything({ url, collector, stop }: Jaeger): Promise<boolean> {
  progress('Starting a writer and two readers, and creating the data')
  const stage = await startStage({
    settings: { log_min_duration_statement: '-1', log_statement: 'all' },
  })
  const apps = await stage.startApps(1, { OTEL_EXPORTER_OTLP_ENDPOINT: collector })
  progress(`Sending visitors for a few seconds; Jaeger listens on ${url}`)
  const load = startLoad(apps.urls, { connections: 2 })
  await sleep(5000)
  await load.stop()
  const scene = { api: new QueryApi(url), stage, markers: findMarkers(await readSources()) }
  let isGood = true
  for (const [sentence, check] of Object.entries(checks)) {
    const seen = await check(scene).catch((error: Error) => error)
    const failed = seen instanceof Error
    isGood &&= !failed
    console.log(`${failed ? '✗' : '✓'} ${sentence}\n    ${failed ? seen.message : seen}`)
  }
  await stage.stop()
  await stop()
  return isGood
}
