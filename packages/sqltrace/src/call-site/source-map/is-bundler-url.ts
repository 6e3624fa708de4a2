const bundlerUrl = /^(?!file:)[a-z][a-z\d+.-]+:\/\//i

/** Whether a bundler named a source with its own URL scheme, such as `webpack://shop/./src/app.ts`. */
export function isBundlerUrl(source: unknown): boolean {
  return typeof source === 'string' && bundlerUrl.test(source)
}

/**
 * For a plain path among a bundler's URLs: it was copied from a published library's own map, so there is nothing here that
 * it could be relative to.
 */
export const libraryScheme = 'library://'

/** A source, prefixed with its `sourceRoot` if that makes it a URL. */
export function fullName(source: string, sourceRoot = ''): string {
  if (isBundlerUrl(source) || !isBundlerUrl(sourceRoot)) return source
  return `${sourceRoot.replace(/\/?$/, '/')}${source}`
}
