/** A statement that the server has logged. */
export interface LoggedStatement {
  readonly text: string
  /** The prepared statement's name, `<unnamed>` without one; absent with the simple protocol. */
  readonly name?: string
}

const record =
  /^[^'\t\n]*?LOG: {2}(?:duration: [\d.]+ ms {2})?(?:statement|execute (?:fetch from )?(?<name>.+?)): (?<text>.*(?:\n\t.*)*)/gm

/**
 * The statements in a server's log, in order. The server must log them: `log_statement=all`, or
 * `log_min_duration_statement=0`.
 */
export async function statements(readLog: () => Promise<string>): Promise<LoggedStatement[]> {
  const log = await readLog()
  return Array.from(log.matchAll(record), ({ groups }) => ({
    text: groups?.['text']?.replaceAll('\n\t', '\n') ?? '',
    ...(groups?.['name'] !== undefined && { name: groups['name'] }),
  }))
}
