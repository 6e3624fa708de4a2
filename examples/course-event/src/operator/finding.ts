/** A line of code that the databases named, with all that they say of it. */
export interface Finding {
  /** `path:line`. */
  readonly file: string
  /** Part of the time of all statements, from 0 to 1. */
  readonly share: number
  /** Routes and jobs. */
  readonly routes: readonly string[]
  /** The costliest of its statements. */
  readonly statement: string
  readonly servers: readonly string[]
}
