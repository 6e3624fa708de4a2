import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { shared } from '@sqltrace/context'
import { onCollected, weakly } from '../../runtime/weakly.js'
import { mapWorker as program } from '../generated/map-worker.js'
import { sourceMapSupport } from '../generated/source-map-support.js'
import { versionKey } from './messages.js'
import type {
  Answer,
  Found,
  LoadReport,
  LoadRequest,
  Question,
  ScriptVersion,
  WorkerData,
} from './messages.js'

type State = 'loading' | 'read' | 'failed'

interface KnownScript extends LoadRequest {
  state: State
}

/** Milliseconds that a query may wait for an answer about a script that has been read. */
const maxWait = 15

/** Milliseconds after which we give up on a map, because it is hostile or the machine is overloaded. */
const maxLoad = 5_000

/** Reads large scripts and maps outside the main thread, and answers it within a fraction of a millisecond. */
export class MapWorker {
  readonly #scripts = new Map<string, KnownScript>()
  readonly #waiting: (() => void)[] = []
  readonly #answered = new Int32Array(new SharedArrayBuffer(4))
  #questions: MessagePort | undefined
  #worker: Worker | undefined
  /** Keeps the listeners alive: the worker itself holds them weakly. */
  listeners: readonly unknown[] = []
  #deadline: NodeJS.Timeout | undefined
  #lastNumber = 0
  #isSecond = false

  /** Starts reading a script, once. */
  load(script: ScriptVersion, withMap: boolean): void {
    const key = versionKey(script)
    if (this.#scripts.has(key)) return
    this.#scripts.set(key, { ...script, withMap, state: 'loading' })
    this.#request({ ...script, withMap })
  }

  /** The position at an offset; `not yet` if it may be known later. */
  ask(script: ScriptVersion, offset: number): Found | 'unknown' | 'not yet' {
    if (this.#isLoading()) return 'not yet'
    if (this.#scripts.get(versionKey(script))?.state !== 'read') return 'unknown'
    const question: Question = { number: ++this.#lastNumber, script, offset }
    Atomics.store(this.#answered, 0, 0)
    this.#questions?.postMessage(question, [])
    Atomics.wait(this.#answered, 0, 0, maxWait)
    return this.#receive(question.number)
  }

  /** Resolves when nothing is being read; keeps the process alive until then. */
  async idle(): Promise<void> {
    if (!this.#isLoading()) return
    this.#worker?.ref()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#worker?.unref()
  }

  #request(request: LoadRequest): void {
    try {
      this.#worker ??= this.#start()
      this.#worker.postMessage(request, [])
      this.#deadline ??= setTimeout(() => this.#giveUp(), maxLoad).unref()
    } catch {
      this.#fail()
    }
  }

  #start(): Worker {
    const { port1, port2 } = new MessageChannel()
    this.#questions = port1
    const worker = startWorker({ sourceMapSupport, questions: port2, answered: this.#answered })
    const settle = (report: LoadReport) => {
      if (this.#worker === worker) this.#settle(versionKey(report), report.isRead)
    }
    const exit = () => {
      if (this.#worker === worker) this.#replace()
    }
    this.listeners = [settle, exit]
    worker.on('message', weakly(settle))
    worker.on('exit', weakly(exit))
    // `exit` follows every error; without a listener, the error would crash the app.
    worker.on('error', weakly(exit))
    onCollected(settle, worker.terminate.bind(worker))
    if (this.#waiting.length === 0) worker.unref()
    return worker
  }

  /** Skips late answers to earlier questions that are still on the port. */
  #receive(number: number): Found | 'unknown' | 'not yet' {
    for (;;) {
      const received = this.#questions && receiveMessageOnPort(this.#questions)
      if (!received) return 'not yet'
      const answer = received.message as Answer
      if (answer.number === number) return answer.found ?? 'unknown'
    }
  }

  #isLoading(): boolean {
    return [...this.#scripts.values()].some(({ state }) => state === 'loading')
  }

  #settle(key: string, isRead: boolean): void {
    const script = this.#scripts.get(key)
    if (script) script.state = isRead ? 'read' : 'failed'
    if (this.#isLoading()) return
    clearTimeout(this.#deadline)
    this.#deadline = undefined
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #giveUp(): void {
    const worker = this.#worker
    this.#replace()
    void worker?.terminate()
  }

  /** A map was too much for the worker: a second worker reads the scripts again, without the maps that were not read yet. */
  #replace(): void {
    clearTimeout(this.#deadline)
    this.#deadline = this.#worker = undefined
    if (this.#isSecond) return this.#fail()
    this.#isSecond = true
    for (const script of this.#scripts.values()) {
      const withMap = script.withMap && script.state === 'read'
      script.state = 'loading'
      this.#request({ path: script.path, modified: script.modified, withMap })
    }
  }

  #fail(): void {
    for (const key of this.#scripts.keys()) this.#settle(key, false)
  }
}

/** Without the app's preloaded modules and flags, which would trace the worker itself. */
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

/** This thread's worker; it starts with the first large map. */
export function mapWorker(): MapWorker {
  return shared('map worker', () => new MapWorker())
}
