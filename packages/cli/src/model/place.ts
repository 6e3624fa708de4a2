/** A place in the code: `path:line` or, for a generated position, `path:line:column`. */
export interface Place {
  readonly path: string
  readonly line: number
  readonly column?: number
}
