/** The parts that we use of Express 4 and 5, and of the `router` package that Express 5 uses. */
export interface ExpressRequest {
  readonly route?: ExpressRoute | undefined
  readonly app?: ExpressApp | undefined
  readonly baseUrl?: string | undefined
  readonly url?: string | undefined
  readonly originalUrl?: string | undefined
}

export interface ExpressRoute {
  /** A path, a RegExp, or an array of them. */
  readonly path: unknown
}

export interface ExpressApp {
  readonly parent?: ExpressApp
  /** Express 5. */
  readonly router?: ExpressRouter
  /** Express 4. */
  readonly _router?: ExpressRouter
}

export interface ExpressRouter {
  readonly stack?: readonly Layer[]
}

/** A route, or a middleware or router with the path that it is mounted on. */
export interface Layer {
  readonly name: string
  readonly handle: ExpressRouter
  readonly route?: ExpressRoute | undefined
  /** Express 5: mounted without a path. */
  readonly slash?: boolean
  /** `router` 2.3: the path as the app wrote it. */
  readonly rawPath?: unknown
  /** Express 5: one function per member of the path. */
  readonly matchers?: readonly PathMatcher[]
  /** Express 4: one RegExp for all members of the path. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean }
  /** Express 4: the names of the RegExp's groups. */
  readonly keys?: readonly { readonly name: string | number }[]
}

export type PathMatcher = (path: string) => PathMatch | false

export interface PathMatch {
  readonly path: string
  readonly params: Readonly<Record<string, string | readonly string[]>>
}
