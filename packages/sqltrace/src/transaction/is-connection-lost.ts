import { constants } from 'node:os'
import { sqlStateOf } from '../query/sql-state-of.js'

/** Connection exceptions, server shutdowns, and the termination of a session that was idle in a transaction. */
const sessionEnds = /^(?:08...|57P0.|25P03)$/
/** Codes for a lost connection in Node.js, mysql2 and tedious. */
const connectionEnds =
  /^(?:ERR_(?:SOCKET|STREAM|SSL|TLS)_\w+|PROTOCOL_CONNECTION_LOST|ESOCKET|ECONNCLOSED)$/
/** pg's errors for a lost connection have no code. */
const pgMessage = /^Connection terminated|not queryable$/

/** Whether an error means that the connection is lost, and its transaction with it. */
export function isConnectionLost(error: unknown): boolean {
  const sqlState = sqlStateOf(error)
  if (sqlState) return sessionEnds.test(sqlState)
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  if (typeof code !== 'string') return pgMessage.test(String(message))
  return Object.hasOwn(constants.errno, code) || connectionEnds.test(code)
}
