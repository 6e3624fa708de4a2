/**
 * PostgreSQL's setting of that name: where it is `off`, a backslash escapes the next character of a plain string. Where
 * it is `unknown`, a string that the two settings end at different places is never closed.
 */
export type StandardConformingStrings = 'on' | 'off' | 'unknown'

/** What the rules of a text's lexer depend on. MySQL, SQLite and SQL Server will be other ones. */
export interface Dialect {
  readonly standardConformingStrings: StandardConformingStrings
  /** Whether names may stand in backticks. */
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

/** A database that nobody has named: what may be a value is read as one. */
export const anyDialect: Dialect = { standardConformingStrings: 'unknown', backtickNames: true }
