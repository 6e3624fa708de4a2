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

const mostFrames = 256

/** Each frame costs, read or skipped, a fifth of a capture (bench "steps"): few first, as many as most calls need. */
const mostUsual = 4

/** Finds the app's line behind a call of ours. */
export interface Locator {
  /** The innermost own call site from the caller of `above` on; `undefined` rather than a wrong one. */
  locate(above: Entry): CallSite | undefined
  /** The same among the frames before the first async one: a library awaits on the app's behalf. */
  locateSynchronous(above: Entry): CallSite | undefined
}

const preload = guarded('reading source maps', preloadMaps)

/** Makes the locator of one set of options. */
export function createLocator({ root = defaultRoot(), ignore }: LocatorOptions): Locator {
  preload(createLocator)
  return new FrameLocator(new FrameInspector(new OwnCode(root), matchPaths(ignore)))
}

type FramePredicate = (frame: NodeJS.CallSite) => boolean

const neverEnds: FramePredicate = () => false
const isAsync: FramePredicate = (frame) => frame.isAsync()

/** The best site of the frames so far, and whether no further frame can change it. */
interface Finding {
  readonly site: CallSite | undefined
  readonly isOver: boolean
}

/** Never throws. `locate` captures itself, because each frame between it and the app costs (bench "steps"). */
class FrameLocator implements Locator {
  readonly #inspector: FrameInspector
  #usualDepth = 1

  constructor(inspector: FrameInspector) {
    this.#inspector = inspector
  }

  locate(above: Entry, isEnd = neverEnds): CallSite | undefined {
    let site: CallSite | undefined
    try {
      for (
        let limit = this.#usualDepth, isOver = false;
        !isOver && limit <= mostFrames;
        limit *= 4
      ) {
        const frames = captureFrames(above, limit)
        const found = this.#search(frames, isEnd)
        site = found.site
        isOver = found.isOver || frames.length < limit
      }
    } catch (fault) {
      reportFault('finding the call site', fault)
    }
    return site
  }

  locateSynchronous(above: Entry): CallSite | undefined {
    const site = this.locate(above, isAsync)
    // Without a map a library in a bundle looks like the app, and this one may call through many.
    return site?.mapped ? site : undefined
  }

  #search(frames: readonly NodeJS.CallSite[], isEnd: FramePredicate): Finding {
    let ignored: CallSite | undefined
    let depth = 0
    for (const frame of frames) {
      if (isEnd(frame)) return { site: ignored, isOver: true }
      const verdict = this.#inspector.inspect(frame, depth++)
      if (verdict.kind === 'unknown') return { site: ignored, isOver: true }
      if (verdict.kind === 'own') {
        this.#usualDepth = Math.max(this.#usualDepth, Math.min(depth, mostUsual))
        return { site: verdict.site, isOver: true }
      }
      if (verdict.kind === 'ignored') ignored ??= verdict.site
    }
    return { site: ignored, isOver: false }
  }
}
