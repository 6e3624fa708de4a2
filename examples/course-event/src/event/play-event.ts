import { findMarkers } from '../checker/markers.js'
import { readSources } from '../checker/sources.js'
import { judge } from '../checker/verdict.js'
import type { Stage } from '../stage/stage.js'
import { withoutSqltrace } from './contrast.js'
import { replay } from './replay.js'
import { whole } from './scale.js'
import { printContrast, printReplay, printVerdict, progress } from './screen.js'

/** Plays the whole event and prints it; returns the exit code, 0 if all seven were found. */
export async function playEvent(stage: Stage): Promise<number> {
  const sources = await readSources()
  const markers = findMarkers(sources)
  const played = await replay(stage, whole, progress)
  const verdict = judge(played.operation.findings, markers, sources)
  printReplay(played)
  printVerdict(verdict, played.operation, markers)
  progress('The same event once more, with SQLTRACE_DISABLED=true')
  printContrast(await withoutSqltrace(stage, sources, 4))
  await stage.stop()
  return verdict.faults.length === 0 ? 0 : 1
}
