import path from 'node:path'
import type { PlatformPath } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file of a script that V8 calls `name`; `undefined` if it isn't a file: Node.js's own code, `eval`, `data:`. */
export function scriptPath(name: string, platform: PlatformPath = path): string | undefined {
  if (platform.isAbsolute(name)) return name
  return name.startsWith('file:') ? urlPath(name) : undefined
}

function urlPath(url: string): string | undefined {
  try {
    return fileURLToPath(url)
  } catch {
    return undefined
  }
}
