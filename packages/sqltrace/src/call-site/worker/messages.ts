import type { MessagePort } from 'node:worker_threads'
import type { Position } from '../source-map.js'

/** What the worker is started with. */
export interface WorkerData {
  readonly sourceMapSupport: string
  /** Where questions come in that the main thread waits for. */
  readonly questions: MessagePort
  /** Set to 1 when the answer to the last question is on the port. */
  readonly answered: Int32Array
}

/** A script whose map is to be read, if the file still is what the main thread found. */
export interface LoadRequest {
  readonly path: string
  readonly modified: number
}

/** Whether positions of a script can be asked for now. */
export interface LoadReport {
  readonly path: string
  readonly hasMap: boolean
}

export interface Question {
  readonly number: number
  readonly path: string
  readonly line: number
  readonly column: number
}

export interface Answer {
  readonly number: number
  readonly position: Position | undefined
}
