import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { shared } from '../../shared.js'
import { mapWorker as program } from '../generated/map-worker.js'
import { sourceMapSupport } from '../generated/source-map-support.js'
import type { Position } from '../source-map.js'
import { versionKey } from './messages.js'
import type { Answer, LoadReport, Question, ScriptVersion, WorkerData } from './messages.js'

type MapState = 'loading' | 'loaded' | 'failed'

/** Milliseconds that a query may wait for a map that is loaded. */
const longestWait = 100

/** Milliseconds after which a map is given up: a hostile one may keep the collector busy for minutes. */
const longestLoad = 30_000

/** Reads big source maps beside the main thread, and answers it within a fraction of a millisecond. */
export class MapWorker {
  readonly #states = new Map<string, MapState>()
  readonly #waiting: (() => void)[] = []
  readonly #answered = new Int32Array(new SharedArrayBuffer(4))
  #questions: MessagePort | undefined
  #worker: Worker | undefined
  #deadline: NodeJS.Timeout | undefined
  #lastNumber = 0

  /** Begins to read the map of a script, once. */
  load(script: ScriptVersion): void {
    const key = versionKey(script)
    if (this.#states.has(key)) return
    this.#states.set(key, 'loading')
    try {
      this.#worker ??= this.#start()
      this.#worker.postMessage(script, [])
      this.#deadline ??= setTimeout(() => this.#giveUp(), longestLoad).unref()
    } catch {
      this.#fail()
    }
  }

  /** The original of a generated position; `busy` where a later question may be answered better. */
  ask(script: ScriptVersion, line: number, column: number): Position | 'unmapped' | 'busy' {
    if (this.#isLoading()) return 'busy'
    if (this.#states.get(versionKey(script)) !== 'loaded') return 'unmapped'
    const question: Question = { number: ++this.#lastNumber, script, line, column }
    Atomics.store(this.#answered, 0, 0)
    this.#questions?.postMessage(question, [])
    Atomics.wait(this.#answered, 0, 0, longestWait)
    return this.#receive(question.number)
  }

  /** Resolves when no map is being read any more. The process waits meanwhile. */
  async idle(): Promise<void> {
    if (!this.#isLoading()) return
    const worker = this.#worker
    worker?.ref()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    worker?.unref()
  }

  #start(): Worker {
    const { port1, port2 } = new MessageChannel()
    this.#questions = port1
    const worker = startWorker({ sourceMapSupport, questions: port2, answered: this.#answered })
    worker.on('message', ({ hasMap, ...script }: LoadReport) => {
      this.#settle(versionKey(script), hasMap ? 'loaded' : 'failed')
    })
    // Every error is followed by `exit`; without a listener it would be the app's.
    worker.on('error', () => {})
    worker.on('exit', () => {
      if (this.#worker === worker) this.#fail()
    })
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

  #settle(key: string, state: MapState): void {
    this.#states.set(key, state)
    if (this.#isLoading()) return
    clearTimeout(this.#deadline)
    this.#deadline = undefined
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Parsing is not interrupted by `terminate`, so nobody waits for its end. */
  #giveUp(): void {
    void this.#worker?.terminate()
    this.#fail()
  }

  /** The maps of a worker that ended stay unread; another version of a script starts a new one. */
  #fail(): void {
    this.#worker = undefined
    for (const key of this.#states.keys()) this.#settle(key, 'failed')
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
