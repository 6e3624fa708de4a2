import { statSync } from 'node:fs'
import { bounds } from '../bounds.js'
import { earlyScript } from './early-scripts.js'
import { generatedPlace } from './generated-source.js'
import { originalPlace } from './original-place.js'
import type { Built } from './original-path.js'
import type { Location, PositionSource } from './position-source.js'
import { BigScript } from './worker/big-script.js'
import { mapWorker } from './worker/map-worker.js'
import type { Found, ScriptVersion } from './worker/messages.js'

/** A script whose text or map the main thread must not read while the app runs. */
export interface BigFile extends Built {
  readonly modified: number
  /** `false`: the map isn't that of the text which runs. */
  readonly withMap: boolean
}

/**
 * What was read while the process started is at hand; else the worker reads it, and is asked. Not even V8 is asked for a
 * line, because it looks for the lines of the whole script then (1 ms for each megabyte).
 */
export function bigMapSource(file: BigFile): PositionSource {
  const script = { path: file.generated, modified: file.modified }
  const early = earlyScript(script)
  if (early?.isMapped) return (frame, depth) => place(early.find(frame.getPosition()), depth, file)
  const worker = mapWorker()
  worker.load(script, file.withMap)
  let meanwhile: BigScript | undefined
  return (frame, depth) => {
    const answer = worker.ask(script, frame.getPosition())
    if (typeof answer !== 'string') return place(answer, depth, file)
    meanwhile = answer === 'not yet' ? (meanwhile ?? early ?? readText(script)) : undefined
    return meanwhile ? provisional(meanwhile.find(frame.getPosition()), depth, file) : answer
  }
}

function place({ original, generated, callText }: Found, depth: number, file: BigFile) {
  if (original) return originalPlace(original, file)
  return generatedPlace({ path: file.generated, ...generated }, callText, depth)
}

function provisional(found: Found, depth: number, file: BigFile): Location | 'library' | 'not yet' {
  const generated = place({ ...found, original: undefined }, depth, file)
  return generated === 'library' ? generated : { ...generated, isProvisional: true }
}

/** The text alone, where that takes less than 20 ms. */
function readText(script: ScriptVersion): BigScript | undefined {
  if (statSync(script.path).size > bounds.readMeanwhile) return undefined
  return new BigScript({ ...script, withMap: false }, 0)
}
