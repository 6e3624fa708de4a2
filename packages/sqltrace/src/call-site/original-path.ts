import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { scriptPath } from './script-path.js'

/** A path was resolved against the map's folder, so a source that is a URL follows after it. */
const embeddedUrl = /(?:^|[\\/])([a-z][a-z\d+.-]+):[\\/]{1,3}(.*)$/i

/** The path of a source that a map names, as a file on this machine. */
export function originalPath(source: string, generated: string): string {
  const [, scheme, rest] = embeddedUrl.exec(source) ?? []
  if (scheme === undefined || rest === undefined) return decoded(source)
  if (scheme === 'file') return filePath(rest)
  return projectPath(decoded(rest.split('?', 1)[0] ?? ''), generated)
}

/** Node encodes what vite has encoded already: what exists decides. */
function filePath(rest: string): string {
  const path = scriptPath(`file:///${rest}`) ?? decoded(`/${rest}`)
  const decodedTwice = decoded(path)
  return existsSync(decodedTwice) ? decodedTwice : path
}

/** Maps hold URLs by the book and plain paths by habit: what exists decides. */
function decoded(path: string): string {
  if (!path.includes('%') || existsSync(path)) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** `webpack://name/./src/a.ts` is relative to the folder that the bundler ran in: look for it upwards. */
function projectPath(path: string, generated: string): string {
  const [, withoutName = path] = /^[^/]*\/(.*)$/.exec(path) ?? []
  for (let folder = dirname(generated); ; folder = dirname(folder)) {
    for (const candidate of [path, withoutName]) {
      if (existsSync(resolve(folder, candidate))) return resolve(folder, candidate)
    }
    if (existsSync(resolve(folder, 'package.json')) || folder === dirname(folder)) {
      return resolve(folder, withoutName)
    }
  }
}
