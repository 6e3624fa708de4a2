import { onSettled } from '../runtime/on-settled.js'
import type { Statement } from '../statement/statement.js'
import type { ConnectionProvider, Consumer } from './shapes.js'
import { traceConnection } from './trace-connection.js'

let sending = false

/** Whether a statement with a known caller is requesting a connection right now. */
export function isSending(): boolean {
  return sending
}

/** Provides a connection for a statement, and ends the statement if that fails. */
export class StatementProvider implements ConnectionProvider {
  readonly #inner: ConnectionProvider
  readonly #statement: Statement

  constructor(inner: ConnectionProvider, statement: Statement) {
    this.#inner = inner
    this.#statement = statement
  }

  /** Adds few stack frames: errors keep ten by default, which should include the app's. */
  provideConnection(consumer: Consumer, ...rest: unknown[]): Promise<unknown> {
    const before = sending
    sending = true
    try {
      const provided = this.#inner.provideConnection(
        (connection) => consumer(traceConnection(connection)),
        ...rest,
      )
      return onSettled(provided, {
        value: () => {},
        error: (error) => this.#statement.end({ error }),
      })
    } finally {
      sending = before
    }
  }
}
