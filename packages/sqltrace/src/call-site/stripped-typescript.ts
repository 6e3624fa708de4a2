import { readFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { sha256 } from './running-text.js'

const typeScript = /\.[cm]?ts$/

/** Whether a script is a file whose types Node has blanked out: every position stays as it was. */
export function isStrippedTypeScript(path: string, hash: string): boolean {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: (text: string) => string }
  if (!stripTypeScriptTypes || !typeScript.test(path)) return false
  try {
    return sha256(withoutWarning(() => stripTypeScriptTypes(readFileSync(path, 'utf8')))) === hash
  } catch {
    return false
  }
}

/** Node calls its own function experimental through `process.emitWarning`. */
function withoutWarning<T>(run: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return run()
  } finally {
    process.emitWarning = emitWarning
  }
}
