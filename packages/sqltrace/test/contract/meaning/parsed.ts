import { fingerprintSync, parseSync, scanSync } from 'libpg-query'

/** What PostgreSQL's own parser makes of a text: its tree without positions. */
export interface Parsed {
  readonly tree: string
  readonly fingerprint: string
}

const position = /location$|list_(?:start|end)$|^stmt_len$/

/**
 * `undefined` where it refuses the text; of two errors it tells the one that its lookahead meets first.
 */
export function parsed(sql: string): Parsed | undefined {
  try {
    const tree = JSON.stringify(parseSync(sql), (key, value) =>
      position.test(key) ? undefined : (value as unknown),
    )
    return { tree, fingerprint: fingerprintSync(sql) }
  } catch {
    return undefined
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
