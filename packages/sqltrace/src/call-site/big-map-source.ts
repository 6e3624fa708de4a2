import { generatedPlace } from './generated-source.js'
import { originalPath } from './original-path.js'
import type { PositionSource } from './position-source.js'
import { mapWorker } from './worker/map-worker.js'

/**
 * For a script whose text or map the main thread must not read: the worker reads it, and is asked.
 * Not even V8 is asked for a line, because it looks for the lines of the whole script then (1 ms for
 * each megabyte).
 */
export function bigMapSource(path: string, modified: number): PositionSource {
  const worker = mapWorker()
  const script = { path, modified }
  worker.load(script)
  return (frame, depth) => {
    const answer = worker.ask(script, frame.getPosition())
    if (typeof answer === 'string') return answer
    const { original, generated, callText } = answer
    if (!original) return generatedPlace({ path, ...generated }, callText, depth)
    return { ...original, path: originalPath(original.path, path), mapped: true }
  }
}
