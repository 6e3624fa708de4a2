import { findMarkers } from '../checker/markers.js'
import { readSources } from '../checker/sources.js'
import { judge } from '../checker/verdict.js'
import { startStage } from '../stage/stage.js'
import { withoutSqltrace } from './contrast.js'
import { replay } from './replay.js'
import { whole } from './scale.js'
import { printContrast, printReplay, printVerdict, progress } from './screen.js'

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exit(await main())

async function main(): Promise<number> {
  progress('Starting a writer and two readers, and filling them with courses')
  const stage = await startStage()
  const sources = await readSources()
  const markers = findMarkers(sources)
  const played = await replay(stage, whole, progress)
  const verdict = judge(played.operation.findings, markers, sources)
  printReplay(played, markers)
  printVerdict(verdict, played, markers)
  progress('The same event once more, with SQLTRACE_DISABLED=true')
  printContrast(await withoutSqltrace(stage, sources, 4))
  await stage.stop()
  return verdict.faults.length === 0 ? 0 : 1
}
