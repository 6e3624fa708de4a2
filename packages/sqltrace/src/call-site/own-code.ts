import { readFileSync, realpathSync } from 'node:fs'
import path, { dirname, join, sep } from 'node:path'
import type { PlatformPath } from 'node:path'
import { bounds } from '../bounds.js'
import { BoundedMap } from './bounded-map.js'
import { ownFile } from './own-file.js'

/** Drivers and builders are never the app's own code, not even where they are linked from elsewhere. */
const librariesByName = new Set(['kysely', 'pg', 'pg-pool', 'pg-cursor', 'pg-query-stream'])

/** Unless this library is part of a bundle, it runs from a file of this name. */
const isOwnBuild = /[\\/]call-site[\\/]own-file\.[jt]s$/

/** Decides which files are the app's own code, and what they are called relative to the root. */
export class OwnCode {
  readonly #root: string
  readonly #paths = new BoundedMap<string, string | undefined>(bounds.paths)

  constructor(root: string) {
    this.#root = realPath(root)
  }

  /** The path from the root, with `/`, or `undefined` for code that is not the app's own. */
  relativePath(file: string): string | undefined {
    if (!this.#paths.has(file)) this.#paths.set(file, this.#decide(realPath(file)))
    return this.#paths.get(file)
  }

  #decide(file: string): string | undefined {
    const fromRoot = pathFromRoot(this.#root, file)
    if (`/${fromRoot}`.includes('/node_modules/')) return undefined
    if (isOurs(file) || librariesByName.has(packageName(dirname(file)) ?? '')) return undefined
    return fromRoot
  }
}

/** The path to a file as tags show it: relative to the root, with `/` on every system. */
export function pathFromRoot(root: string, file: string, platform: PlatformPath = path): string {
  return platform.relative(root, file).split(platform.sep).join('/')
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Where this library runs from, installed or linked; its tests lie beside the source and are not it. */
function isOurs(file: string): boolean {
  const folder = dirname(dirname(ownFile()))
  return isOwnBuild.test(ownFile()) && file.startsWith(folder + sep) && !file.includes('.test.')
}

const names = new BoundedMap<string, string | undefined>(bounds.packages)

/** The name of the package that a folder is part of. */
function packageName(folder: string): string | undefined {
  if (!names.has(folder)) names.set(folder, manifestName(folder) ?? parentName(folder))
  return names.get(folder)
}

function parentName(folder: string): string | undefined {
  return folder === dirname(folder) ? undefined : packageName(dirname(folder))
}

function manifestName(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const { name } = Object(manifest) as { name?: unknown }
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}
