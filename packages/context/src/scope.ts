/**
 * What one async context knows. Immutable: a change is a new scope, so a sibling never sees it.
 * Other packages add their own part by declaration merging.
 */
export interface Scope {
  /** The HTTP request that is being answered. */
  readonly request?: RequestScope | undefined
  /** Tags of `withTags`, outermost first merged. */
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/** What a scope knows of its request: strings, never the request itself. */
export interface RequestScope {
  readonly id: number
  readonly method: string | undefined
  /** The route's pattern, `undefined` until the router has matched. */
  readonly route: string | undefined
}
