import { limits } from '../runtime/limits.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import type { CallSite } from './call-site.js'
import { functionName } from './stack/function-name.js'
import { loadedModule } from './stack/loaded-module.js'
import type { OwnCode } from './own-code/own-code.js'
import { isOwnPosition } from './own-code/is-own-position.js'
import type { PathMatcher } from './own-code/match-paths.js'
import type { PositionSource } from './position/position-source.js'
import { scriptPath } from './stack/script-path.js'
import { openScript } from './position/open-script.js'
import type { Script } from './position/open-script.js'

/** What a frame belongs to: the app's own code, an ignored helper, foreign code, or it is unknown. */
export type Verdict =
  | { readonly kind: 'own' | 'ignored'; readonly site: CallSite }
  | { readonly kind: 'foreign' | 'unknown' }

const foreign: Verdict = { kind: 'foreign' }
const unknown: Verdict = { kind: 'unknown' }

interface KnownScript extends Script {
  readonly name: string
  readonly path: string
  readonly module: unknown
  /** By offset in the script. */
  readonly verdicts: Map<number, Verdict>
}

/** Classifies frames, and caches the verdicts by generated position. */
export class FrameInspector {
  readonly #ownCode: OwnCode
  readonly #isIgnored: PathMatcher
  readonly #scripts = new BoundedMap<string, KnownScript | 'foreign'>(limits.scripts)

  constructor(ownCode: OwnCode, isIgnored: PathMatcher) {
    this.#ownCode = ownCode
    this.#isIgnored = isIgnored
  }

  /** `depth` is the number of frames between this one and our entry point. */
  inspect(frame: NodeJS.CallSite, depth: number): Verdict {
    const script = this.#script(frame)
    if (script === 'foreign') return foreign
    const offset = frame.getPosition()
    const known = script.verdicts.get(offset)
    if (known) return known
    const found = isOwnPosition(script.name, script.hash, offset)
      ? 'library'
      : script.locate(frame, depth)
    const verdict = this.#judge(found, frame)
    if (isFinal(found)) script.verdicts.set(offset, verdict)
    return verdict
  }

  #script(frame: NodeJS.CallSite): KnownScript | 'foreign' {
    const name = frame.getScriptNameOrSourceURL() ?? ''
    const known = this.#scripts.get(name)
    if (known && isCurrent(known, frame)) return known
    const script = this.#open(name, frame)
    this.#scripts.set(name, script)
    return script
  }

  #open(name: string, frame: NodeJS.CallSite): KnownScript | 'foreign' {
    const path = scriptPath(name)
    if (path === undefined || this.#ownCode.relativePath(path) === undefined) return 'foreign'
    const verdicts = new BoundedMap<number, Verdict>(limits.positions)
    const script = openScript(path, frame, this.#ownCode.root)
    return { ...script, name, path, module: loadedModule(path), verdicts }
  }

  #judge(found: ReturnType<PositionSource>, frame: NodeJS.CallSite): Verdict {
    if (found === 'unknown' || found === 'not yet') return unknown
    const file = found === 'library' ? undefined : this.#ownCode.relativePath(found.path)
    if (found === 'library' || file === undefined) return foreign
    const { line, column, mapped } = found
    const site = { file, line, column, mapped, functionName: functionName(frame) }
    return { kind: this.#isIgnored(file) ? 'ignored' : 'own', site }
  }
}

/** A provisional answer is not cached, because the worker will soon know more. */
function isFinal(found: ReturnType<PositionSource>): boolean {
  return typeof found === 'string' ? found !== 'not yet' : !found.isProvisional
}

/** A module that was loaded again has the same name but maybe another text or another map. */
function isCurrent(script: KnownScript | 'foreign', frame: NodeJS.CallSite): boolean {
  if (script === 'foreign') return true
  const isSameText = script.hash === undefined || script.hash === frame.getScriptHash()
  return isSameText && script.module === loadedModule(script.path)
}
