import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { projectFolder } from '../own-code/find-root.js'
import { scriptPath } from '../stack/script-path.js'
import { isBundlerUrl, libraryScheme } from './is-bundler-url.js'

/** Node resolves a URL against the folder of the map, so that it follows after a path. */
const embeddedUrl = /(?:^|[\\/])([a-z][a-z\d+.-]+):[\\/]{1,3}(.*)$/i

/** The name of the project that was built stands in a URL's place for a host: `@acme/shop` too. */
const projectUrl = /^[a-z][a-z\d+.-]+:\/\/(?:(@[^/]+\/[^/]+|[^/]*)\/)(.*)$/i

/** What a bundler names by these is its own or a library's. */
const ofBundler =
  /^(?:webpack\/(?:bootstrap|runtime|container|sharing|universalModuleDefinition)|external[ /]|ignored[ /]|\[(?!project\])[^\]]+\]\/)/

/** Next.js builds one file once for each of its layers, such as `(rsc)`. */
const layer =
  /^(?:\.\/)?\((?:rsc|ssr|action-browser|api|api-node|instrument|middleware|app-pages-browser)\)\//

/** What of a script its sources are looked for by. */
export interface Built {
  readonly generated: string
  /** The folder of the app. */
  readonly root: string
}

/** The path of a source that a map names, as a file on this machine; `undefined` for none of the app's. */
export function originalPath(source: string, built: Built): string | undefined {
  if (source.startsWith(libraryScheme)) return undefined
  if (isBundlerUrl(source)) return urlPath(source, built)
  const [, scheme, rest] = embeddedUrl.exec(source) ?? []
  if (scheme === undefined || rest === undefined) return decoded(source)
  return scheme === 'file' ? filePath(rest) : urlPath(`${scheme}:///${rest}`, built, true)
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

/**
 * `webpack://shop/./src/a.ts` is relative to the folder that the bundler ran in, which is above the built file: the
 * nearest where the source exists, else the app's. Where slashes were lost, a first folder may be the project's name.
 */
function urlPath(url: string, built: Built, mayHoldName = false): string | undefined {
  const [, , rest = ''] = projectUrl.exec(url.split('?', 1)[0] ?? '') ?? []
  const named = decoded(rest)
  if (ofBundler.test(named)) return undefined
  const path = named.replace(layer, '').replace(/^\[project\]\//, '')
  const withoutName = mayHoldName ? path.replace(/^[^/]*\//, '') : path
  return find([path, withoutName], dirname(built.generated)) ?? missingPath(withoutName, built)
}

/** Looks for one of some relative paths in a folder and in all above it. */
function find(paths: readonly string[], folder: string): string | undefined {
  const found = paths.map((path) => resolve(folder, path)).find((path) => existsSync(path))
  if (found !== undefined || folder === dirname(folder)) return found
  return find(paths, dirname(folder))
}

/** An image of the app holds no sources: they lay beside the manifest of what was built. */
function missingPath(path: string, { generated, root }: Built): string {
  return resolve(projectFolder(dirname(generated), root), path)
}
