import { BigScript } from './big-script.js'
import { versionKey } from './messages.js'
import type { ScriptVersion } from './messages.js'

/** Bytes of scripts and maps that the main thread can read within 150 ms while the process starts. */
let bytesLeft = 20 * 1024 * 1024

const scripts = new Map<string, BigScript>()

/** Reads a script on the main thread if the start of the process has time left; returns whether its map was read too. */
export function readEarly(script: ScriptVersion, size: { script: number; map: number }): boolean {
  const withMap = size.script + size.map <= bytesLeft
  const bytes = size.script + (withMap ? size.map : 0)
  if (bytes > bytesLeft) return false
  bytesLeft -= bytes
  try {
    const read = new BigScript({ ...script, withMap }, 2)
    scripts.set(versionKey(script), read)
    return read.isMapped
  } catch {
    return false
  }
}

/** A script that was read while the process started. */
export function earlyScript(script: ScriptVersion): BigScript | undefined {
  return scripts.get(versionKey(script))
}
