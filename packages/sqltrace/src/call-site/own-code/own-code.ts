import { existsSync, realpathSync } from 'node:fs'
import path, { dirname, join } from 'node:path'
import type { PlatformPath } from 'node:path'
import { limits } from '../../runtime/limits.js'
import { maxManifest, readRegularFile } from '../../runtime/read-regular-file.js'
import { BoundedMap } from '../../runtime/bounded-map.js'

/** Libraries are never the app's own code, not even if they are linked from elsewhere. */
const libraryNames =
  /^(?:kysely|pg|pg-(?:cloudflare|connection-string|copy-streams|cursor|native|pool|protocol|query-stream|types)|@opentelemetry\/.+|@sqltrace\/(?:cls|context|sql|sqlcommenter))$/

/** The files that this library runs from in its own package, without the tests beside the sources. */
const isOwnSource = /^(?:src|dist)\/(?!.*\.test\.)/

/** Decides which files are the app's own code, and what their paths relative to the root are. */
export class OwnCode {
  readonly root: string
  readonly #paths = new BoundedMap<string, string | undefined>(limits.paths)

  constructor(root: string) {
    this.root = realPath(root)
  }

  /** The path from the root, with `/`; `undefined` for code that is not the app's own. */
  relativePath(file: string): string | undefined {
    if (!this.#paths.has(file)) this.#paths.set(file, this.#decide(realPath(file)))
    return this.#paths.get(file)
  }

  #decide(file: string): string | undefined {
    const fromRoot = this.#pathFromRoot(file)
    if (`/${fromRoot}`.includes('/node_modules/')) return undefined
    return isLibrary(file) ? undefined : fromRoot
  }

  /** A source that is not on this machine was built at another folder depth, so leading `../` are meaningless. */
  #pathFromRoot(file: string): string {
    const path = pathFromRoot(this.root, file)
    return upwards.test(path) && !existsSync(file) ? path.replace(upwards, '') : path
  }
}

const upwards = /^(?:\.\.\/)+/

/** The path to a file as tags show it: relative to the root, with `/` on every platform. */
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

/** Whether a file belongs to a library that sends statements, wherever it is installed. */
export function isLibrary(file: string): boolean {
  const { name, folder } = packageOf(dirname(file))
  if (name !== 'sqltrace') return libraryNames.test(name)
  return isOwnSource.test(pathFromRoot(folder, file))
}

interface Package {
  readonly name: string
  readonly folder: string
}

const packages = new BoundedMap<string, Package>(limits.packages)

/** The package that contains a folder; its name is empty if there is none. */
function packageOf(folder: string): Package {
  const known = packages.get(folder)
  if (known) return known
  const name = manifestName(folder)
  const isLast = name !== undefined || folder === dirname(folder)
  const found = isLast ? { name: name ?? '', folder } : packageOf(dirname(folder))
  packages.set(folder, found)
  return found
}

function manifestName(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(
      readRegularFile(join(folder, 'package.json'), maxManifest).toString(),
    )
    const { name } = Object(manifest) as { name?: unknown }
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}
