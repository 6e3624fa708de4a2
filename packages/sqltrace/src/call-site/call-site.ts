/** The place in the app's own code that sent a statement. */
export interface CallSite {
  /** Relative to the root, with `/` on every platform. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** `false` if this is the position in the generated file, because it could not be mapped to the source. */
  readonly mapped: boolean
  /** The class and function, as V8 names them. */
  readonly functionName: string | undefined
}

/** `path:line`, or `path:line:column` if only the generated position is known. */
export function formatPosition({ file, line, column, mapped }: CallSite): string {
  return mapped ? `${file}:${line}` : `${file}:${line}:${column}`
}
