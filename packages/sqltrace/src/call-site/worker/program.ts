import { readFileSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { findMapUrl, readMap } from '../map-text.js'
import { createMapper } from '../source-map.js'
import type { PositionMapper } from '../source-map.js'
import type { Answer, LoadReport, LoadRequest, Question, WorkerData } from './messages.js'

const { questions, answered } = workerData as WorkerData
const mappers = new Map<string, PositionMapper>()

// The first answer must not be the one that compiles `source-map-support`.
createMapper({ file: '/', json: '{"version":3,"sources":["a"],"mappings":"AAAA"}' })(1, 1)

parentPort?.on('message', (request: LoadRequest) => {
  const { path } = request
  mappers.delete(path)
  try {
    mappers.set(path, loadMapper(request))
  } catch {}
  const report: LoadReport = { path, hasMap: mappers.has(path) }
  parentPort?.postMessage(report, [])
})

questions.on('message', (question: Question) => {
  questions.postMessage(answer(question), [])
  Atomics.store(answered, 0, 1)
  Atomics.notify(answered, 0)
})

function loadMapper({ path, modified }: LoadRequest): PositionMapper {
  const text = readFileSync(path, 'utf8')
  if (statSync(path).mtimeMs !== modified) throw new Error(`${path} was changed`)
  const mapper = createMapper(readMap(path, findMapUrl(text) ?? ''))
  // The first search sets the checkpoints; later ones answer at once.
  mapper(Number.MAX_SAFE_INTEGER, 1)
  return mapper
}

function answer({ number, path, line, column }: Question): Answer {
  try {
    return { number, position: mappers.get(path)?.(line, column) }
  } catch {
    return { number, position: undefined }
  }
}
