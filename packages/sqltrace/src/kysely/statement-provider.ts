import { onSettled } from '../runtime/on-settled.js'
import type { Statement } from '../statement/statement.js'
import type { ConnectionProvider, Consumer } from './shapes.js'
import { traceConnection } from './trace-connection.js'

let sending = false

/** Whether a statement that has its caller already is asking for a connection right now. */
export function isSending(): boolean {
  return sending
}

/** Provides a connection for one statement and sees where none can be had. */
export class StatementProvider implements ConnectionProvider {
  readonly #inner: ConnectionProvider
  readonly #statement: Statement

  constructor(inner: ConnectionProvider, statement: Statement) {
    this.#inner = inner
    this.#statement = statement
  }

  /** Few frames of our own: an error that is thrown below shall keep the app's among its ten. */
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
