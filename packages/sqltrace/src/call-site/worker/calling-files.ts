import { readdirSync, realpathSync } from 'node:fs'
import nodeModule from 'node:module'
import { dirname, extname, join } from 'node:path'
import type { Frames } from '../stack/capture.js'
import { ownFile } from '../own-code/own-file.js'
import { scriptPath } from '../stack/script-path.js'

const scriptExtensions = new Set(['.js', '.cjs', '.mjs'])

/** The scripts on the stack, the entry script, and the script that this library runs from. */
export function callingFiles(frames: Frames): Set<string> {
  const onStack = frames.map((frame) => scriptPath(frame.getFileName() ?? ''))
  const files = [process.argv[1], ownFile(), ...onStack].filter((file) => file !== undefined)
  return new Set(files.filter((file) => file !== '').map(realPath))
}

/**
 * The script files that this process has probably loaded. Node.js lists only CommonJS modules; other
 * scripts are found beside the known ones, because a bundler writes its chunks into one folder.
 */
export function filesNearby(known: Set<string>): Set<string> {
  const folders = new Set([...known].map((file) => dirname(file)))
  return new Set([...commonJsFiles(), ...[...folders].flatMap(scriptsIn)])
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
