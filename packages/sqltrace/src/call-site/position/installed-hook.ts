import { existsSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { scriptPath } from '../stack/script-path.js'
import type { Position } from '../source-map/position.js'

type Hook = (error: Error, frames: readonly NodeJS.CallSite[]) => unknown

const lastPosition = /:(\d+):(\d+)\)?$/
const pathStarts = /\bat (?:async )?| \(/g

/**
 * The position that the app's `Error.prepareStackTrace` prints for a frame. Under jest and ts-node
 * only that hook knows the maps of the running code. If it repeats the generated position, it may
 * have no map, so the result is `undefined`.
 */
export function installedHookPosition(frame: NodeJS.CallSite): Position | undefined {
  const text = format(frame)
  const found = typeof text === 'string' ? parse(text.trimEnd()) : undefined
  const isGenerated =
    found?.line === frame.getLineNumber() && found?.column === frame.getColumnNumber()
  return isGenerated ? undefined : found
}

/** The hook is foreign code: it may throw. */
function format(frame: NodeJS.CallSite): unknown {
  try {
    return installedHook()?.(new Error('position'), [frame])
  } catch {
    return undefined
  }
}

/** The main realm's hook counts too: test runners give each file its own realm, and Node.js also calls that of the main one. */
export function installedHook(): Hook | undefined {
  const mainError = runInThisContext('Error') as ErrorConstructor
  return [Error.prepareStackTrace, mainError.prepareStackTrace].find(isInstalled) as Hook
}

/** Not Node.js's own hook, which is a different function in each thread. */
function isInstalled(hook: unknown): boolean {
  if (typeof hook !== 'function') return false
  return hook.name !== 'ErrorPrepareStackTrace' || !`${hook}`.includes('internalPrepareStackTrace(')
}

/** Names may contain anything, even `(a.ts:1:2)`, so we look for a path that exists. */
function parse(text: string): Position | undefined {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  const match = lastPosition.exec(line)
  if (!match) return undefined
  for (const start of line.matchAll(pathStarts)) {
    const path = scriptPath(line.slice(start.index + start[0].length, match.index))
    if (path && existsSync(path)) return { path, line: Number(match[1]), column: Number(match[2]) }
  }
  return undefined
}
