import { statSync } from 'node:fs'
import { limits } from '../../runtime/limits.js'
import { shared } from '@sqltrace/context'
import { BoundedMap } from '../../runtime/bounded-map.js'
import { captureFrames } from '../stack/capture.js'
import { scriptPath } from '../stack/script-path.js'

/** Calls `see` from one end of one of our published modules. */
type Mark = (see: () => NodeJS.CallSite | undefined) => NodeJS.CallSite | undefined

interface OwnPart {
  readonly script: string
  /** `undefined` for a large script. */
  readonly hash: string | undefined
  readonly from: number
  readonly to: number
}

/** Each published module adds its marks on load. Whatever a bundler does to names and maps, they run inside the module. */
const marks = shared<Mark[][]>('own marks', () => [])
const parts = shared('own parts', () => new BoundedMap<string, OwnPart>(limits.ownParts))

/** Whether a position in a script belongs to one of this library's published modules, even inside a bundle. */
export function isOwnPosition(script: string, hash: string | undefined, offset: number): boolean {
  for (const mark of marks.splice(0)) addPart(mark)
  for (const part of parts.values()) {
    const isSameScript = part.script === script && (part.hash === hash || hash === undefined)
    if (isSameScript && part.from <= offset && offset <= part.to) return true
  }
  return false
}

function addPart(ends: readonly Mark[]): void {
  const frames = ends.map((mark) => frameOf(mark)).filter((frame) => frame !== undefined)
  const [first] = frames
  if (!first) return
  const script = first.getScriptNameOrSourceURL() ?? ''
  const offsets = frames.map((frame) => frame.getPosition())
  const [from, to] = [Math.min(...offsets), Math.max(...offsets)]
  parts.set(`${from} ${to} ${script}`, { script, hash: hashOf(script, first), from, to })
}

function frameOf(mark: Mark): NodeJS.CallSite | undefined {
  const see = () => captureFrames(see, 1)[0]
  return mark(see)
}

function hashOf(script: string, frame: NodeJS.CallSite): string | undefined {
  const path = scriptPath(script)
  const size = path === undefined ? 0 : statSync(path, { throwIfNoEntry: false })?.size
  return (size ?? 0) > limits.hashed ? undefined : frame.getScriptHash()
}
