const bundlerUrl = /^(?!file:)[a-z][a-z\d+.-]+:\/\//i

/** Whether a bundler named a source by a URL of its own, such as `webpack://shop/./src/app.ts`. */
export function isBundlerUrl(source: unknown): boolean {
  return typeof source === 'string' && bundlerUrl.test(source)
}

/**
 * For a plain path among a bundler's URLs: it was copied from the map that a library was published with, and is relative
 * to nothing here.
 */
export const libraryScheme = 'library://'

/** A source with its `sourceRoot` before it, where that makes it a URL. */
export function fullName(source: string, sourceRoot = ''): string {
  if (isBundlerUrl(source) || !isBundlerUrl(sourceRoot)) return source
  return `${sourceRoot.replace(/\/?$/, '/')}${source}`
}
