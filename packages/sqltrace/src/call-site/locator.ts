import { guarded, reportFault } from '../report.js'
import type { CallSite } from './call-site.js'
import { captureFrames } from './capture.js'
import type { Entry } from './capture.js'
import { FrameInspector } from './frame-inspector.js'
import { OwnCode } from './own-code.js'
import { matchPaths } from './path-pattern.js'
import { preloadMaps } from './preload-maps.js'
import { defaultRoot } from './root.js'

/** What decides which code is the app's own, and what its files are called. */
export interface LocatorOptions {
  readonly root: string | undefined
  readonly ignore: readonly (string | RegExp)[]
}

/** Few frames first, because each one costs, read or skipped: a fifth of a capture (bench "steps"). */
const frameLimits = [4, 16, 64, 256]

type FramePredicate = (frame: NodeJS.CallSite) => boolean

const neverEnds: FramePredicate = () => false
const isAsync: FramePredicate = (frame) => frame.isAsync()

const preload = guarded('reading source maps', preloadMaps)

/** Finds the app's line behind a call of ours. */
export class Locator {
  readonly #inspector: FrameInspector
  #usualDepth = 1

  constructor({ root = defaultRoot(), ignore }: LocatorOptions) {
    preload(Locator)
    this.#inspector = new FrameInspector(new OwnCode(root), matchPaths(ignore))
  }

  /** The innermost own call site from the caller of `above` on; `undefined` rather than a wrong one. */
  locate(above: Entry, isEnd = neverEnds): CallSite | undefined {
    try {
      return this.#find(above, isEnd)
    } catch (fault) {
      reportFault('finding the call site', fault)
      return undefined
    }
  }

  /** The same among the frames before the first async one: a library awaits on the app's behalf. */
  locateSynchronous(above: Entry): CallSite | undefined {
    return this.locate(above, isAsync)
  }

  #find(above: Entry, isEnd: FramePredicate): CallSite | undefined {
    let inspected = 0
    let ignored: CallSite | undefined
    for (const limit of [this.#usualDepth, ...frameLimits]) {
      const frames = captureFrames(above, limit)
      for (const frame of frames.slice(inspected)) {
        if (isEnd(frame)) return ignored
        const verdict = this.#inspector.inspect(frame, inspected++)
        if (verdict.kind === 'own') {
          this.#learnDepth(inspected)
          return verdict.site
        }
        if (verdict.kind === 'unknown') return ignored
        if (verdict.kind === 'ignored') ignored ??= verdict.site
      }
      if (frames.length < limit) break
    }
    return ignored
  }

  #learnDepth(depth: number): void {
    if (depth > this.#usualDepth && depth <= 4) this.#usualDepth = depth
  }
}
