import { guarded } from '../report.js'
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

/** Finds the app's line behind a call of ours. */
export interface Locator {
  /** The innermost own call site from the caller of `above` on; `undefined` rather than a wrong one. */
  locate(above: Entry): CallSite | undefined
  /** The same among the frames before the first async one: a library awaits on the app's behalf. */
  locateSynchronous(above: Entry): CallSite | undefined
}

/** Few frames first, because each one costs: most calls have their own code among these. */
const frameLimits = [4, 16, 64, 256]

const preload = guarded('reading source maps', preloadMaps)

/** Makes the locator of one set of options. */
export function createLocator({ root = defaultRoot(), ignore }: LocatorOptions): Locator {
  preload(createLocator)
  const inspector = new FrameInspector(new OwnCode(root), matchPaths(ignore))
  const locate = (above: Entry) => findCallSite(inspector, above, neverEnds)
  const locateSynchronous = (above: Entry) => findCallSite(inspector, above, isAsync)
  return {
    locate: guarded('finding the call site', locate),
    locateSynchronous: guarded('finding the call site', locateSynchronous),
  }
}

type FramePredicate = (frame: NodeJS.CallSite) => boolean

const neverEnds: FramePredicate = () => false
const isAsync: FramePredicate = (frame) => frame.isAsync()

function findCallSite(
  inspector: FrameInspector,
  above: Entry,
  isEnd: FramePredicate,
): CallSite | undefined {
  let inspected = 0
  let ignored: CallSite | undefined
  for (const limit of frameLimits) {
    const frames = captureFrames(above, limit)
    for (const frame of frames.slice(inspected)) {
      if (isEnd(frame)) return ignored
      const verdict = inspector.inspect(frame, inspected++)
      if (verdict.kind === 'own') return verdict.site
      if (verdict.kind === 'unknown') return ignored
      if (verdict.kind === 'ignored') ignored ??= verdict.site
    }
    if (frames.length < limit) break
  }
  return ignored
}
