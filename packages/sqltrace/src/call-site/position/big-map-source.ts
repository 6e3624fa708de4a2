import { earlyScript } from '../worker/read-early.js'
import { generatedPlace } from './generated-source.js'
import { originalPlace } from './original-place.js'
import type { Built } from '../source-map/original-path.js'
import type { PositionSource } from './position-source.js'
import { unreadSource } from './unread-source.js'
import type { BigScript } from '../worker/big-script.js'
import { mapWorker } from '../worker/map-worker.js'
import type { Found, ScriptVersion } from '../worker/messages.js'

/** A script whose text or map is too large for the main thread to read while the app runs. */
export interface BigFile extends Built {
  readonly modified: number
  /** `false` if the map doesn't belong to the running text. */
  readonly withMap: boolean
}

/**
 * Uses what was read while the process started; otherwise the worker reads the script and answers. We don't ask V8 for the
 * line either, because it would index the lines of the whole script (1 ms per megabyte).
 */
export function bigMapSource(file: BigFile): PositionSource {
  const script = { path: file.generated, modified: file.modified }
  const early = earlyScript(script)
  if (early?.isMapped) return (frame, depth) => place(early.find(frame.getPosition()), depth, file)
  const worker = mapWorker()
  worker.load(script, file.withMap)
  let fallback: PositionSource | undefined = (frame, depth) => {
    fallback = generatedFallback(script, early)
    return fallback(frame, depth)
  }
  return (frame, depth) => {
    const answer = worker.ask(script, frame.getPosition())
    if (answer === 'not yet') return fallback ? provisional(fallback(frame, depth)) : answer
    fallback = undefined
    return typeof answer === 'string' ? answer : place(answer, depth, file)
  }
}

function place({ original, generated, callText }: Found, depth: number, file: BigFile) {
  if (original) return originalPlace(original, file)
  return generatedPlace({ path: file.generated, ...generated }, callText, depth)
}

function generatedFallback(script: ScriptVersion, early?: BigScript): PositionSource {
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
