import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { projectFolder } from '../own-code/find-root.js'
import { scriptPath } from '../stack/script-path.js'
import { isBundlerUrl, libraryScheme } from './is-bundler-url.js'

/** Node.js resolves a URL against the folder of the map, so it appears after a path. */
const embeddedUrl = /(?:^|[\\/])([a-z][a-z\d+.-]+):[\\/]{1,3}(.*)$/i

/** The URL's host is the name of the project that was built, even if scoped: `@acme/shop`. */
const projectUrl = /^[a-z][a-z\d+.-]+:\/\/(?:(@[^/]+\/[^/]+|[^/]*)\/)(.*)$/i

/** Names of a bundler's own code, or a library's. */
const ofBundler =
  /^(?:webpack\/(?:bootstrap|runtime|container|sharing|universalModuleDefinition)|external[ /]|ignored[ /]|\[(?!project\])[^\]]+\]\/)/

/** Next.js builds a file once per layer, such as `(rsc)`. */
const layer =
  /^(?:\.\/)?\((?:rsc|ssr|action-browser|api|api-node|instrument|middleware|app-pages-browser)\)\//

/** The facts about a script that are needed to find its sources. */
export interface Built {
  readonly generated: string
  /** The folder of the app. */
  readonly root: string
}

/** The local path of a source in a map; `undefined` if it isn't the app's. */
export function originalPath(source: string, built: Built): string | undefined {
  if (source.startsWith(libraryScheme)) return undefined
  if (isBundlerUrl(source)) return urlPath(source, built)
  const [, scheme, rest] = embeddedUrl.exec(source) ?? []
  if (scheme === undefined || rest === undefined) return decoded(source)
  return scheme === 'file' ? filePath(rest) : urlPath(`${scheme}:///${rest}`, built, true)
}

/** Node.js encodes again what vite has already encoded; use the path that exists. */
function filePath(rest: string): string {
  const path = scriptPath(`file:///${rest}`) ?? decoded(`/${rest}`)
  const decodedTwice = decoded(path)
  return existsSync(decodedTwice) ? decodedTwice : path
}

/** Maps should contain URLs but often contain plain paths; use the one that exists. */
function decoded(path: string): string {
  if (!path.includes('%') || existsSync(path)) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * `webpack://shop/./src/a.ts` is relative to the folder in which the bundler ran, above the built file: the nearest folder
 * where the source exists, else the app's. If slashes were lost, the first folder may be the project's name.
 */
function urlPath(url: string, built: Built, mayHoldName = false): string | undefined {
  const [, , rest = ''] = projectUrl.exec(url.split('?', 1)[0] ?? '') ?? []
  const named = decoded(rest)
  if (ofBundler.test(named)) return undefined
  const path = named.replace(layer, '').replace(/^\[project\]\//, '')
  const withoutName = mayHoldName ? path.replace(/^[^/]*\//, '') : path
  return find([path, withoutName], dirname(built.generated)) ?? missingPath(withoutName, built)
}

/** Looks for one of several relative paths in a folder and in all folders above it. */
function find(paths: readonly string[], folder: string): string | undefined {
  const found = paths.map((path) => resolve(folder, path)).find((path) => existsSync(path))
  if (found !== undefined || folder === dirname(folder)) return found
  return find(paths, dirname(folder))
}

/** For an image without sources: they were beside the manifest of the package that was built. */
function missingPath(path: string, { generated, root }: Built): string {
  return resolve(projectFolder(dirname(generated), root), path)
}
