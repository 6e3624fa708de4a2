import { constants, createContext, runInContext } from 'node:vm'

/** A function whose caller we want to find. */
export type Entry = (...args: never[]) => unknown

/** Innermost first, including async callers. */
export type Frames = readonly NodeJS.CallSite[]

/** The number of frames that is enough for most calls. */
export interface UsualDepth {
  usualDepth: number
}

/**
 * Captures at most `limit` frames, starting at the caller of `above`; defaults to the usual depth. Returns none if `above`
 * is not on the stack, or if the stack is exhausted.
 */
export type Capture = (above: Entry, limit?: number) => Frames

/**
 * A separate realm has its own `Error`, on which we set the hook and the limit permanently. The app's
 * are never touched, whatever it did to them: frozen, replaced, limit 0. Capturing on an object
 * without a prototype is a seventh faster.
 */
const program = `'use strict'
const { captureStackTrace } = Error
const OwnError = Error
OwnError.prepareStackTrace = (_, frames) => frames
;(usual) => (above, limit = usual.usualDepth) => {
  try {
    OwnError.stackTraceLimit = limit
    const holder = { __proto__: null }
    captureStackTrace(holder, above)
    return holder.stack
  } catch {
    return []
  }
}`

let make: ((usual: UsualDepth) => Capture) | undefined

/** Creates a capture that reads its default limit from `usual` at each call. */
export function makeCapture(usual: UsualDepth): Capture {
  make ??= runInContext(program, createContext(constants.DONT_CONTEXTIFY)) as typeof make & {}
  return make(usual)
}

/** Captures with a fixed limit, for rare use. */
export function captureFrames(above: Entry, limit: number): Frames {
  return makeCapture({ usualDepth: limit })(above)
}
