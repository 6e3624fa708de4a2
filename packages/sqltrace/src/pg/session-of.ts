import { guarded } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'
import type { Session } from '../query/session.js'
import { stateOf } from '../transaction/connection-state.js'
import type { PgClient } from './shapes.js'

const sessions = shared('sessions', () => new WeakMap<PgClient, PgSession>())

/** A client's session. */
export function sessionOf(client: PgClient): PgSession {
  const known = sessions.get(client)
  if (known) return known
  const session = new PgSession(client)
  sessions.set(client, session)
  return session
}

/**
 * Tracks the settings that the server reports, at connection and after each change, and ends the transaction when the
 * connection ends. The listeners are on pg's internal connection, which apps don't use.
 */
export function observeSession(client: PgClient): void {
  const session = sessionOf(client)
  client.connection?.on?.('parameterStatus', (message: object) => keep(session, message))
  client.connection?.on?.('end', () => release(client))
}

const release = guarded('end a session', (client: PgClient) => stateOf(client).released())

const keep = guarded('keep a setting', (session: PgSession, message: ParameterStatus) => {
  const { parameterName, parameterValue } = message
  if (parameterName === 'standard_conforming_strings') session.keep(parameterValue)
})

/** pg's `parameterStatus` message. */
interface ParameterStatus {
  readonly parameterName?: unknown
  readonly parameterValue?: unknown
}

/** While a client waits for a result, nothing about its session is certain. */
class PgSession implements Session {
  readonly #client: PgClient
  #strings: 'on' | 'off' | undefined

  constructor(client: PgClient) {
    this.#client = client
  }

  get reportsStatus(): boolean {
    return typeof this.#client.getTransactionStatus === 'function'
  }

  get transactionStatus(): string | undefined {
    return this.#idle?.getTransactionStatus?.() ?? undefined
  }

  get standardConformingStrings(): 'on' | 'off' | undefined {
    return this.#strings && this.#idle ? this.#strings : undefined
  }

  keep(setting: unknown): void {
    this.#strings = setting === 'on' || setting === 'off' ? setting : undefined
  }

  get #idle(): PgClient | undefined {
    return this.#client.readyForQuery === true ? this.#client : undefined
  }
}
