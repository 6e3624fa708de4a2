import { earlyScript } from '../worker/read-early.js'
import { generatedPlace } from './generated-source.js'
import { originalPlace } from './original-place.js'
import type { Built } from '../source-map/original-path.js'
import type { PositionSource } from './position-source.js'
import { unreadSource } from './unread-source.js'
import type { BigScript } from '../worker/big-script.js'
import { mapWorker } from '../worker/map-worker.js'
import type { Found, ScriptVersion } from '../worker/messages.js'

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
  let meanwhile: PositionSource | undefined = (frame, depth) => {
    meanwhile = generatedMeanwhile(script, early)
    return meanwhile(frame, depth)
  }
  return (frame, depth) => {
    const answer = worker.ask(script, frame.getPosition())
    if (answer === 'not yet') return meanwhile ? provisional(meanwhile(frame, depth)) : answer
    meanwhile = undefined
    return typeof answer === 'string' ? answer : place(answer, depth, file)
  }
}

function place({ original, generated, callText }: Found, depth: number, file: BigFile) {
  if (original) return originalPlace(original, file)
  return generatedPlace({ path: file.generated, ...generated }, callText, depth)
}

function generatedMeanwhile(script: ScriptVersion, early?: BigScript): PositionSource {
  if (!early) return unreadSource(script.path)
  return (frame, depth) => {
    const { generated, callText } = early.find(frame.getPosition())
    return generatedPlace({ path: script.path, ...generated }, callText, depth)
  }
}

function provisional(found: ReturnType<PositionSource>): ReturnType<PositionSource> {
  if (found === 'unknown') return 'not yet'
  return typeof found === 'string' ? found : { ...found, isProvisional: true }
}
