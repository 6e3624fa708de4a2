import type { MessagePort } from 'node:worker_threads'
import type { CallText } from '../own-code/call-text.js'
import type { Position } from '../source-map/position.js'

/** The worker's initial data. */
export interface WorkerData {
  readonly sourceMapSupport: string
  /** Receives questions for whose answers the main thread waits. */
  readonly questions: MessagePort
  /** Set to 1 when the answer to the last question is on the port. */
  readonly answered: Int32Array
}

/** One version of a script, as the main thread found it. */
export interface ScriptVersion {
  readonly path: string
  readonly modified: number
}

/** A request to read a script. */
export interface LoadRequest extends ScriptVersion {
  /** `false` if its map was too much for an earlier worker, or doesn't belong to the running text. */
  readonly withMap: boolean
}

/** Whether the script was read, so that its positions can be looked up. */
export interface LoadReport extends ScriptVersion {
  readonly isRead: boolean
}

export interface Question {
  readonly number: number
  readonly script: ScriptVersion
  /** As V8 counts it, in UTF-16 code units. */
  readonly offset: number
}

/** What is known about an offset. */
export interface Found {
  /** `undefined` if no map covers it. */
  readonly original: Position | undefined
  /** From 1. */
  readonly generated: { readonly line: number; readonly column: number }
  readonly callText: CallText
}

export interface Answer {
  readonly number: number
  readonly found: Found | undefined
}

/** The key of a script version. */
export function versionKey({ path, modified }: ScriptVersion): string {
  return `${modified} ${path}`
}
