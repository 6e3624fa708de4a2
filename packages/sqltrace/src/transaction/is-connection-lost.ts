import { constants } from 'node:os'
import { sqlStateOf } from '../query/sql-state-of.js'

/** Connection exceptions, shutdowns of the server, and the end of a session that was idle in a transaction. */
const sessionEnds = /^(?:08...|57P0.|25P03)$/
/** What Node.js, mysql2 and tedious call a connection that is no longer there. */
const connectionEnds =
  /^(?:ERR_(?:SOCKET|STREAM|SSL|TLS)_\w+|PROTOCOL_CONNECTION_LOST|ESOCKET|ECONNCLOSED)$/
/** What pg says of a dead connection has no code. */
const pgMessage = /^Connection terminated|not queryable$/

/** Whether an error says that the connection is gone, and its transaction with it. */
export function isConnectionLost(error: unknown): boolean {
  const sqlState = sqlStateOf(error)
  if (sqlState) return sessionEnds.test(sqlState)
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  if (typeof code !== 'string') return pgMessage.test(String(message))
  return Object.hasOwn(constants.errno, code) || connectionEnds.test(code)
}
