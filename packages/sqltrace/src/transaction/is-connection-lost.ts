/** Connection exceptions, shutdowns of the server, and the end of a session that was idle in a transaction. */
const sessionEnds = /^(?:08...|57P0.|25P03)$/
const sqlState = /^[0-9A-Z]{5}$/
/** What pg says of a dead connection has no code. */
const pgMessage = /^Connection terminated|not queryable$/

/** Whether an error says that the connection is gone, and its transaction with it. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  if (typeof code !== 'string') return pgMessage.test(String(message))
  return sessionEnds.test(code) || !sqlState.test(code)
}
