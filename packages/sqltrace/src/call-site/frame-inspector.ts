import { BoundedMap } from './bounded-map.js'
import type { CallSite } from './call-site.js'
import { functionName } from './function-name.js'
import type { OwnCode } from './own-code.js'
import type { PathMatcher } from './path-pattern.js'
import { positionSource } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { scriptPath } from './script-path.js'

/** What a frame is: the app's own, of a helper that the app ignores, foreign, or it can't be known. */
export type Verdict =
  | { readonly kind: 'own' | 'ignored'; readonly site: CallSite }
  | { readonly kind: 'foreign' | 'unknown' }

const foreign: Verdict = { kind: 'foreign' }
const unknown: Verdict = { kind: 'unknown' }

interface Script {
  readonly hash: string
  readonly locate: PositionSource
  /** By offset in the script. */
  readonly verdicts: Map<number, Verdict>
}

/** Judges frames and remembers its verdicts by generated position. */
export class FrameInspector {
  readonly #ownCode: OwnCode
  readonly #isIgnored: PathMatcher
  readonly #scripts = new BoundedMap<string, Script | typeof foreign>(1000)

  constructor(ownCode: OwnCode, isIgnored: PathMatcher) {
    this.#ownCode = ownCode
    this.#isIgnored = isIgnored
  }

  inspect(frame: NodeJS.CallSite): Verdict {
    const name = frame.getScriptNameOrSourceURL()
    if (!name) return foreign
    const script = this.#script(name, frame)
    return script === foreign ? foreign : this.#verdict(script as Script, frame)
  }

  /** One name may stand for several texts: a module that was changed and loaded again. */
  #script(name: string, frame: NodeJS.CallSite): Script | typeof foreign {
    const known = this.#scripts.get(name)
    if (known && ('kind' in known || known.hash === frame.getScriptHash())) return known
    const script = this.#read(name, frame)
    this.#scripts.set(name, script)
    return script
  }

  #read(name: string, frame: NodeJS.CallSite): Script | typeof foreign {
    const path = scriptPath(name)
    if (path === undefined || this.#ownCode.relativePath(path) === undefined) return foreign
    const hash = frame.getScriptHash()
    return { hash, locate: positionSource(path, frame), verdicts: new BoundedMap(1000) }
  }

  #verdict({ verdicts, locate }: Script, frame: NodeJS.CallSite): Verdict {
    const offset = frame.getPosition()
    const known = verdicts.get(offset)
    if (known) return known
    const verdict = this.#judge(locate, frame)
    verdicts.set(offset, verdict)
    return verdict
  }

  #judge(locate: PositionSource, frame: NodeJS.CallSite): Verdict {
    const location = locate(frame)
    if (!location) return unknown
    const file = this.#ownCode.relativePath(location.path)
    if (file === undefined) return foreign
    const { line, column, mapped } = location
    const site = { file, line, column, mapped, functionName: functionName(frame) }
    return { kind: this.#isIgnored(file) ? 'ignored' : 'own', site }
  }
}
