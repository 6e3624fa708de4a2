import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { shared } from '../../shared.js'
import { mapWorker as program } from '../generated/map-worker.js'
import { sourceMapSupport } from '../generated/source-map-support.js'
import type { Position } from '../source-map.js'
import type { Answer, LoadReport, LoadRequest, Question, WorkerData } from './messages.js'

type MapState = 'loading' | 'loaded' | 'failed'

/** Milliseconds that a query may wait for a map that is loaded. */
const longestWait = 50

/** Reads big source maps beside the main thread, and answers it within a fraction of a millisecond. */
export class MapWorker {
  readonly #states = new Map<string, MapState>()
  readonly #waiting: (() => void)[] = []
  readonly #answered = new Int32Array(new SharedArrayBuffer(4))
  #questions: MessagePort | undefined
  #worker: Worker | undefined
  #lastNumber = 0

  /** Begins to read the map of a script, once. */
  load(request: LoadRequest): void {
    if (this.#states.has(request.path)) return
    this.#states.set(request.path, 'loading')
    try {
      this.#worker ??= this.#start()
      this.#worker.postMessage(request, [])
    } catch {
      this.#fail()
    }
  }

  /** The original of a generated position; `busy` where a later question may be answered better. */
  ask(path: string, line: number, column: number): Position | 'unmapped' | 'busy' {
    if (this.#isLoading()) return 'busy'
    if (this.#states.get(path) !== 'loaded') return 'unmapped'
    const question: Question = { number: ++this.#lastNumber, path, line, column }
    Atomics.store(this.#answered, 0, 0)
    this.#questions?.postMessage(question, [])
    Atomics.wait(this.#answered, 0, 0, longestWait)
    return this.#receive(question.number)
  }

  /** Resolves when no map is being read any more. The process waits meanwhile. */
  async idle(): Promise<void> {
    if (!this.#isLoading()) return
    this.#worker?.ref()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#worker?.unref()
  }

  #start(): Worker {
    const { port1, port2 } = new MessageChannel()
    this.#questions = port1
    const worker = startWorker({ sourceMapSupport, questions: port2, answered: this.#answered })
    worker.on('message', ({ path, hasMap }: LoadReport) => {
      this.#settle(path, hasMap ? 'loaded' : 'failed')
    })
    worker.on('error', () => this.#fail())
    worker.on('exit', () => this.#fail())
    worker.unref()
    return worker
  }

  /** An answer that came too late for its own question may be on the port still. */
  #receive(number: number): Position | 'unmapped' | 'busy' {
    for (;;) {
      const received = this.#questions && receiveMessageOnPort(this.#questions)
      if (!received) return 'busy'
      const answer = received.message as Answer
      if (answer.number === number) return answer.position ?? 'unmapped'
    }
  }

  #isLoading(): boolean {
    return [...this.#states.values()].includes('loading')
  }

  #settle(path: string, state: MapState): void {
    this.#states.set(path, state)
    if (this.#isLoading()) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Without the worker every position stays the generated one. */
  #fail(): void {
    for (const path of this.#states.keys()) this.#settle(path, 'failed')
  }
}

/** Neither the app's preloaded modules nor its flags: those would trace the worker itself. */
function startWorker(workerData: WorkerData): Worker {
  return new Worker(program, {
    eval: true,
    name: 'sqltrace',
    workerData,
    transferList: [workerData.questions],
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
}

/** The worker of this thread; it starts with the first big map. */
export function mapWorker(): MapWorker {
  return shared('map worker', () => new MapWorker())
}
