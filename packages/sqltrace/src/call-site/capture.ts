import { constants, createContext, runInContext } from 'node:vm'

/** A function whose caller is asked for. */
export type Entry = (...args: never[]) => unknown

type Capture = (above: Entry, limit: number) => readonly NodeJS.CallSite[]

/**
 * A realm of its own has an `Error` of its own. Hook and limit are set on that one for good; the
 * app's are never touched, whatever it did to them: frozen, replaced, limit 0.
 */
const program = `'use strict'
const { captureStackTrace } = Error
const OwnError = Error
OwnError.prepareStackTrace = (_, frames) => frames
;(above, limit) => {
  OwnError.stackTraceLimit = limit
  const holder = {}
  captureStackTrace(holder, above)
  return holder.stack
}`

let capture: Capture | undefined

/**
 * At most `limit` frames from the caller of `above` on, innermost first, async callers included;
 * none where `above` is not on the stack.
 */
export function captureFrames(above: Entry, limit: number): readonly NodeJS.CallSite[] {
  capture ??= runInContext(program, createContext(constants.DONT_CONTEXTIFY)) as Capture
  return capture(above, limit)
}
