import type { MessagePort } from 'node:worker_threads'
import type { CallText } from '../own-code/call-text.js'
import type { Position } from '../source-map/position.js'

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

/** Asks for a script to be read. */
export interface LoadRequest extends ScriptVersion {
  /** `false`: its map was too much before, or is another text's. */
  readonly withMap: boolean
}

/** Whether positions of a script can be asked for now. */
export interface LoadReport extends ScriptVersion {
  readonly isRead: boolean
}

export interface Question {
  readonly number: number
  readonly script: ScriptVersion
  /** As V8 counts it, in UTF-16 units. */
  readonly offset: number
}

/** What is known of an offset. */
export interface Found {
  /** `undefined` where no map knows it. */
  readonly original: Position | undefined
  /** From 1. */
  readonly generated: { readonly line: number; readonly column: number }
  readonly callText: CallText
}

export interface Answer {
  readonly number: number
  readonly found: Found | undefined
}

/** What a version of a script is remembered by. */
export function versionKey({ path, modified }: ScriptVersion): string {
  return `${modified} ${path}`
}
