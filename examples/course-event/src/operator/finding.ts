/** A line of code, with everything that the databases know about it. */
export interface Finding {
  /** `path:line`. */
  readonly file: string
  /** Its share of the time of all statements, from 0 to 1. */
  readonly share: number
  /** Routes and jobs. */
  readonly routes: readonly string[]
  /** The costliest of its statements. */
  readonly statement: string
  readonly servers: readonly string[]
}
