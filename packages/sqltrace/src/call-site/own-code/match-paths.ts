/** Whether a path, relative to the root, matches one of the option's patterns. */
export type PathMatcher = (path: string) => boolean

/**
 * A string names a file, or a folder with everything in it, such as `src/db`; `*` matches part of a
 * name, `**` any number of folders. A RegExp is tested against the path as the tag shows it.
 */
export function matchPaths(patterns: readonly (string | RegExp)[]): PathMatcher {
  const expressions = patterns.map(toExpression)
  return (path) => expressions.some((expression) => path.search(expression) !== -1)
}

function toExpression(pattern: string | RegExp): RegExp {
  if (typeof pattern !== 'string') return pattern
  const path = pattern.replace(/^\.?\//, '').replace(/\/+$/, '')
  const source = path.replace(/\*\*\/?|\*|[\\^$.+?()[\]{}|]/g, wildcard)
  return new RegExp(`^${source}(?:/|$)`)
}

function wildcard(special: string): string {
  if (special === '**/') return '(?:.*/)?'
  if (special === '**') return '.*'
  if (special === '*') return '[^/]*'
  return `\\${special}`
}
