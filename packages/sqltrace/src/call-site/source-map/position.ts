/** A place in a file; line and column are counted from 1. */
export interface Position {
  readonly path: string
  readonly line: number
  readonly column: number
}
