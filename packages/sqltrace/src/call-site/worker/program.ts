import { readFileSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { findMapUrl, mapSize, readMap } from '../map-text.js'
import { createMapper } from '../source-map.js'
import type { PositionMapper } from '../source-map.js'
import { versionKey } from './messages.js'
import type { Answer, LoadReport, Question, ScriptVersion, WorkerData } from './messages.js'

const { questions, answered } = workerData as WorkerData
/** Four times the biggest that a bundler was seen to write; beyond it the collector may take minutes. */
const mostMapBytes = 256 * 1024 * 1024

const mappers = new Map<string, PositionMapper>()

// The first answer must not be the one that compiles `source-map-support`.
createMapper({ file: '/', json: '{"version":3,"sources":["a"],"mappings":"AAAA"}' })(1, 1)

parentPort?.on('message', (script: ScriptVersion) => {
  const mapper = tryLoad(script)
  if (mapper) mappers.set(versionKey(script), mapper)
  const report: LoadReport = { ...script, hasMap: mapper !== undefined }
  parentPort?.postMessage(report, [])
})

questions.on('message', (question: Question) => {
  questions.postMessage(answer(question), [])
  Atomics.store(answered, 0, 1)
  Atomics.notify(answered, 0)
})

function tryLoad(script: ScriptVersion): PositionMapper | undefined {
  try {
    return loadMapper(script)
  } catch {
    return undefined
  }
}

function loadMapper({ path, modified }: ScriptVersion): PositionMapper {
  const text = readFileSync(path, 'utf8')
  if (statSync(path).mtimeMs !== modified) throw new Error(`${path} was changed`)
  const url = findMapUrl(text) ?? ''
  if (mapSize(path, url) > mostMapBytes) throw new Error(`The map of ${path} is too big`)
  const mapper = createMapper(readMap(path, url))
  // The first search sets the checkpoints; later ones answer at once.
  mapper(Number.MAX_SAFE_INTEGER, 1)
  return mapper
}

function answer({ number, script, line, column }: Question): Answer {
  try {
    return { number, position: mappers.get(versionKey(script))?.(line, column) }
  } catch {
    return { number, position: undefined }
  }
}
