import { readCallTextOfFile } from './call-text.js'
import type { CallTextReader } from './call-text.js'
import { generatedSource } from './generated-source.js'
import { originalPath } from './original-path.js'
import { framePosition } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { mapWorker } from './worker/map-worker.js'

/** For a script whose map the main thread must not read: the worker reads it, and is asked. */
export function bigMapSource(path: string, modified: number): PositionSource {
  const worker = mapWorker()
  const script = { path, modified }
  worker.load(script)
  let read: CallTextReader | undefined
  const withoutMap = generatedSource(path, (offset) => (read ??= readCallTextOfFile(path))(offset))
  return (frame, depth) => {
    const { line, column } = framePosition(path, frame)
    const answer = worker.ask(script, line, column)
    if (typeof answer === 'object') {
      read = undefined
      return { ...answer, path: originalPath(answer.path, path), mapped: true }
    }
    const found = withoutMap(frame, depth)
    const isProvisional = answer === 'busy'
    return typeof found === 'object' ? { ...found, isProvisional } : found
  }
}
