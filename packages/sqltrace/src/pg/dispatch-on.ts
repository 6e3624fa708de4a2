import type { Statement } from '../statement/statement.js'
import { stateOf } from '../transaction/connection-state.js'
import { namedText } from './named-text.js'
import { serverOf } from './server-of.js'
import { sessionOf } from './session-of.js'
import type { PgClient } from './shapes.js'
import { takesComments } from './takes-comments.js'

/** Dispatches the statement on `client`; returns the text to send. */
export function dispatchOn(client: PgClient, statement: Statement, name?: string): string {
  const state = stateOf(client)
  state.learn(sessionOf(client))
  statement.dispatch(state)
  statement.setServer(serverOf(client))
  if (!takesComments(client, statement.query.sql)) return statement.query.sql
  return name === undefined ? statement.tag() : namedText(client, name, statement)
}
