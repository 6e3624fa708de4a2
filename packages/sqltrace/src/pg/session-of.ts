import { guarded } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'
import type { Session } from '../query/session.js'
import { stateOf } from '../transaction/connection-state.js'
import type { PgClient } from './shapes.js'

const sessions = shared('sessions', () => new WeakMap<PgClient, PgSession>())

/** What a client tells of its session. */
export function sessionOf(client: PgClient): PgSession {
  const known = sessions.get(client)
  if (known) return known
  const session = new PgSession(client)
  sessions.set(client, session)
  return session
}

/**
 * Keeps what the server reports of its settings; it does so while it connects, and after each change. With the connection
 * its transaction ends. pg's own object is listened to, which is none of the app's.
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

/** pg's message of that name. */
interface ParameterStatus {
  readonly parameterName?: unknown
  readonly parameterValue?: unknown
}

/** A client that still waits for an answer is certain of nothing. */
class PgSession implements Session {
  readonly #client: PgClient
  #strings: 'on' | 'off' | undefined

  constructor(client: PgClient) {
    this.#client = client
  }

  get tellsStatus(): boolean {
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
