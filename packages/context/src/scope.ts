/**
 * The state of one async context. Immutable: a change creates a new scope, so siblings never see it.
 * Other packages add their own fields by declaration merging.
 */
export interface Scope {
  /** The current HTTP request. */
  readonly request?: RequestScope | undefined
  /** Tags from `withTags`, merged; inner calls win. */
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/** The request's fields that a scope exposes: strings, never the request itself. */
export interface RequestScope {
  readonly id: number
  readonly method: string | undefined
  /** The route's pattern, `undefined` until the router has matched. */
  readonly route: string | undefined
}
