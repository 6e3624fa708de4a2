import type { Statement } from '../statement/statement.js'
import { stateOf } from '../transaction/connection-state.js'
import { namedText } from './named-statements.js'
import { serverOf } from './server.js'
import { sessionOf } from './session.js'
import type { PgClient } from './shapes.js'

/** `client` takes the statement now. The result is the text to send. */
export function sendOn(client: PgClient, statement: Statement, name?: string): string {
  const state = stateOf(client)
  state.learn(sessionOf(client))
  statement.dispatch(state)
  statement.goesTo(serverOf(client))
  return name === undefined ? statement.tag() : namedText(client, name, statement)
}
