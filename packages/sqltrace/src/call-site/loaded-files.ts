import { readdirSync, realpathSync } from 'node:fs'
import nodeModule from 'node:module'
import { dirname, extname, join } from 'node:path'
import { captureFrames } from './capture.js'
import type { Entry } from './capture.js'
import { ownFile } from './own-file.js'
import { scriptPath } from './script-path.js'

const mostFrames = 50
const scriptExtensions = new Set(['.js', '.cjs', '.mjs'])

/**
 * The script files that this process has probably loaded. Node lists CommonJS modules only; the
 * others are found on the stack, and beside these: a bundler writes its chunks into one folder.
 */
export function loadedFiles(entry: Entry): Set<string> {
  const known = [process.argv[1], ownFile(), ...filesOnStack(entry)].filter((file) => file)
  const folders = new Set(known.map((file) => dirname(realPath(file as string))))
  return new Set([...commonJsFiles(), ...[...folders].flatMap(scriptsIn)])
}

function filesOnStack(entry: Entry): (string | undefined)[] {
  return captureFrames(entry, mostFrames).map((frame) => scriptPath(frame.getFileName() ?? ''))
}

function commonJsFiles(): string[] {
  const { _cache } = nodeModule as unknown as { _cache?: object }
  return Object.keys(_cache ?? {})
}

function scriptsIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => scriptExtensions.has(extname(name)))
    return names.map((name) => join(folder, name))
  } catch {
    return []
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
