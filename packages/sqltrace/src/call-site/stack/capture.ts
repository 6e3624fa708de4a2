import { constants, createContext, runInContext } from 'node:vm'

/** A function whose caller is asked for. */
export type Entry = (...args: never[]) => unknown

/** The innermost first, async callers included. */
export type Frames = readonly NodeJS.CallSite[]

/** How many frames are enough for most calls. */
export interface UsualDepth {
  usualDepth: number
}

/**
 * At most `limit` frames from the caller of `above` on, by default as many as usual; none where `above` is not on the
 * stack, or where the stack has no room left.
 */
export type Capture = (above: Entry, limit?: number) => Frames

/**
 * A realm of its own has an `Error` of its own. Hook and limit are set on that one for good; the
 * app's are never touched, whatever it did to them: frozen, replaced, limit 0. An object without a
 * prototype takes the stack a seventh quicker.
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

/** Makes a capture whose usual depth is what `usual` says at each call. */
export function makeCapture(usual: UsualDepth): Capture {
  make ??= runInContext(program, createContext(constants.DONT_CONTEXTIFY)) as typeof make & {}
  return make(usual)
}

/** The same with a depth of its own, for what is asked seldom. */
export function captureFrames(above: Entry, limit: number): Frames {
  return makeCapture({ usualDepth: limit })(above)
}
