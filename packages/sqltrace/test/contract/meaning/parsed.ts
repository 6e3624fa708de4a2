import { fingerprintSync, parseSync, scanSync } from 'libpg-query'

/** The result of PostgreSQL's own parser: the tree without positions. */
export interface Parsed {
  readonly tree: string
  readonly fingerprint: string
}

const position = /location$|list_(?:start|end)$|^stmt_len$/

/**
 * `undefined` if the parser rejects the text; of two errors it reports the one that its lookahead finds first.
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
