import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file that V8 names a script by, or `undefined` where it is none: Node's own, `eval`, `data:`. */
export function scriptPath(name: string): string | undefined {
  if (isAbsolute(name)) return name
  return name.startsWith('file:') ? urlPath(name) : undefined
}

function urlPath(url: string): string | undefined {
  try {
    return fileURLToPath(url)
  } catch {
    return undefined
  }
}
