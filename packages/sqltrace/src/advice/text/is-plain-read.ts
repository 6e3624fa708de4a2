const reads = new Set(['select', 'with', 'values', 'table', '('])
const writes = new Set(['insert', 'update', 'delete', 'merge', 'into'])
/** PostgreSQL's own functions that write, lock or cannot run on a standby server. */
const writingFunction =
  /^(?:nextval|setval|set_config|pg_(?:try_)?advisory\w*|pg_notify|lo_\w+|dblink\w*|pg_current_xact_id|txid_current)$/
const lockStrengths = new Set(['share', 'key', 'no'])

/** Whether a statement only reads tables. A `select` without `from` may call a function of the app's that writes. */
export function isPlainRead(tokens: readonly string[]): boolean {
  if (!reads.has(tokens[0] ?? '') || !tokens.includes('from')) return false
  return !tokens.some(
    (token, at) =>
      (writes.has(token) || writingFunction.test(token) || locks(tokens, at)) &&
      tokens[at - 1] !== '.',
  )
}

/** `for update` is found as a word that writes. */
function locks(tokens: readonly string[], at: number): boolean {
  return tokens[at] === 'for' && lockStrengths.has(tokens[at + 1] ?? '')
}
