import { sep } from 'node:path'
import { guarded, reportFault } from '../runtime/guarded.js'
import type { CallSite } from './call-site.js'
import { callingFile } from './own-code/calling-file.js'
import { captureFrames, makeCapture } from './stack/capture.js'
import type { Capture, Entry, Frames, UsualDepth } from './stack/capture.js'
import { FrameInspector } from './frame-inspector.js'
import { OwnCode } from './own-code/own-code.js'
import { matchPaths } from './own-code/match-paths.js'
import { preloadMaps } from './worker/preload-maps.js'
import { defaultRoot } from './own-code/find-root.js'

/** The options that decide which code is the app's own, and how its files are named. */
export interface LocatorOptions {
  readonly root: string | undefined
  readonly ignore: readonly (string | RegExp)[]
}

const maxFrames = 256

/** Each frame, read or skipped, costs a fifth of a capture (bench "steps"), so we first capture only as many as most calls need. */
const maxUsual = 4

/** Finds the app's line that made a call. */
export interface Locator {
  /** `above` itself must capture the frames of its caller, because each frame in between costs time (bench "steps"). */
  readonly frames: Capture
  /** The app's innermost call site, starting at the caller of `above`; `undefined` rather than a wrong one. */
  locate(above: Entry, frames: Frames): CallSite | undefined
  /** The same, but only among the frames before the first async one, for a library that awaits on the app's behalf. */
  locateSynchronous(above: Entry, frames: Frames): CallSite | undefined
}

const preload = guarded('read the source maps', preloadMaps)
const rootOf = guarded('find the root', defaultRoot)
const callerOf = guarded("find the app's file", callingFile)

/** Creates the locator for a set of options. */
export function createLocator({ root, ignore }: LocatorOptions): Locator {
  const callers = captureFrames(createLocator, maxFrames)
  preload(callers)
  const folder = root ?? rootOf(callerOf(callers)) ?? sep
  return new FrameLocator(new FrameInspector(new OwnCode(folder), matchPaths(ignore)))
}

type FramePredicate = (frame: NodeJS.CallSite) => boolean

const neverEnds: FramePredicate = () => false
const isAsync: FramePredicate = (frame) => frame.isAsync()

/** The best site among the frames so far, and whether further frames can't change it. */
interface Finding {
  readonly site: CallSite | undefined
  readonly isFinal: boolean
}

/** Never throws. */
class FrameLocator implements Locator, UsualDepth {
  readonly frames = makeCapture(this)
  usualDepth = 1
  readonly #inspector: FrameInspector

  constructor(inspector: FrameInspector) {
    this.#inspector = inspector
  }

  locate(above: Entry, frames: Frames, isEnd = neverEnds): CallSite | undefined {
    try {
      return this.#findAmong(above, frames, isEnd)
    } catch (fault) {
      reportFault('find the call site', fault)
      return undefined
    }
  }

  locateSynchronous(above: Entry, frames: Frames): CallSite | undefined {
    const site = this.locate(above, frames, isAsync)
    // Without a map, a bundled library looks like the app, and this call may come through several.
    return site?.mapped ? site : undefined
  }

  /** Captures again, with more frames, until the result is final. */
  #findAmong(above: Entry, usual: Frames, isEnd: FramePredicate): CallSite | undefined {
    let limit = this.usualDepth
    let frames = usual
    let found = this.#search(frames, isEnd)
    while (!found.isFinal && frames.length >= limit && limit < maxFrames) {
      limit *= 4
      frames = this.frames(above, limit)
      found = this.#search(frames, isEnd)
    }
    return found.site
  }

  #search(frames: Frames, isEnd: FramePredicate): Finding {
    let ignored: CallSite | undefined
    let depth = 0
    for (const frame of frames) {
      if (isEnd(frame)) return { site: ignored, isFinal: true }
      const verdict = this.#inspector.inspect(frame, depth++)
      if (verdict.kind === 'unknown') return { site: ignored, isFinal: true }
      if (verdict.kind === 'own') {
        this.usualDepth = Math.max(this.usualDepth, Math.min(depth, maxUsual))
        return { site: verdict.site, isFinal: true }
      }
      if (verdict.kind === 'ignored') ignored ??= verdict.site
    }
    return { site: ignored, isFinal: false }
  }
}
