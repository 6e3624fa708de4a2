import { fingerprintSync, parseSync, scanSync } from 'libpg-query'

/** What PostgreSQL's own parser makes of a text: its tree without positions, or its error. */
export interface Parsed {
  readonly tree?: string
  readonly fingerprint?: string
  readonly error?: string
}

const position = /location$|list_(?:start|end)$|^stmt_len$/

/** The text must be well-formed Unicode, as everything is that goes over a connection. */
export function parsed(sql: string): Parsed {
  try {
    const tree = JSON.stringify(parseSync(sql), (key, value) =>
      position.test(key) ? undefined : (value as unknown),
    )
    return { tree, fingerprint: fingerprintSync(sql) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** The first block comment, the only one that pg_hint_plan reads. */
export function firstComment(sql: string): string | undefined {
  try {
    return scanSync(sql).tokens.find(({ tokenName }) => tokenName === 'C_COMMENT')?.text
  } catch {
    return undefined
  }
}
