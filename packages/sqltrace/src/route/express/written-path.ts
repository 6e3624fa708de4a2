/** A path as the app wrote it: a string, or the source of a RegExp. */
export function writtenPath(path: unknown): string | undefined {
  if (path instanceof RegExp) return path.source
  return typeof path === 'string' ? path : undefined
}
