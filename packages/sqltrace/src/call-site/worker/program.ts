import { parentPort, workerData } from 'node:worker_threads'
import { BigScript } from './big-script.js'
import { versionKey } from './messages.js'
import type { Answer, LoadReport, LoadRequest, Question, WorkerData } from './messages.js'

const { questions, answered } = workerData as WorkerData
const scripts = new Map<string, BigScript>()

parentPort?.on('message', (request: LoadRequest) => {
  const { path, modified } = request
  const script = tryOpen(request)
  if (script) scripts.set(versionKey(request), script)
  const report: LoadReport = { path, modified, isRead: script !== undefined }
  parentPort?.postMessage(report, [])
})

questions.on('message', (question: Question) => {
  questions.postMessage(answer(question), [])
  Atomics.store(answered, 0, 1)
  Atomics.notify(answered, 0)
})

function tryOpen(request: LoadRequest): BigScript | undefined {
  try {
    return new BigScript(request)
  } catch {
    return undefined
  }
}

function answer({ number, script, offset }: Question): Answer {
  return { number, found: scripts.get(versionKey(script))?.find(offset) }
}
