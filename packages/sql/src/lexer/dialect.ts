/**
 * PostgreSQL's setting. With `off`, a backslash escapes the next character in a plain string. With `unknown`, a string
 * that ends in different places under `on` and `off` counts as never closed.
 */
export type StandardConformingStrings = 'on' | 'off' | 'unknown'

/** What the lexer's rules depend on. MySQL, SQLite and SQL Server will have their own. */
export interface Dialect {
  readonly standardConformingStrings: StandardConformingStrings
  /** Whether names may be quoted with backticks. */
  readonly backtickNames: boolean
}

const postgres = {
  on: { standardConformingStrings: 'on', backtickNames: false },
  off: { standardConformingStrings: 'off', backtickNames: false },
  unknown: { standardConformingStrings: 'unknown', backtickNames: false },
} as const

/** PostgreSQL, whose default is `on`. */
export function postgresql(standardConformingStrings: StandardConformingStrings = 'on'): Dialect {
  return postgres[standardConformingStrings]
}

/** For an unknown database: anything that may be a value is read as one. */
export const anyDialect: Dialect = { standardConformingStrings: 'unknown', backtickNames: true }
