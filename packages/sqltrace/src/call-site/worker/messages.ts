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

/** One version of a script, as the main thread found it. */
export interface ScriptVersion {
  readonly path: string
  readonly modified: number
}

/** Whether positions of a script can be asked for now. */
export interface LoadReport extends ScriptVersion {
  readonly hasMap: boolean
}

export interface Question {
  readonly number: number
  readonly script: ScriptVersion
  readonly line: number
  readonly column: number
}

export interface Answer {
  readonly number: number
  readonly position: Position | undefined
}

/** What a version of a script is remembered by. */
export function versionKey({ path, modified }: ScriptVersion): string {
  return `${modified} ${path}`
}
