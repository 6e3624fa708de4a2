import type { Context } from '@opentelemetry/api'
import type { ConnectionState } from './connection-state.js'

/**
 * The OpenTelemetry context of code that holds a connection: inside the connection's transaction
 * while one is open. It is entered before BEGIN is sent, when there is no span yet.
 */
export class TransactionContext implements Context {
  readonly #base: Context
  readonly #state: ConnectionState

  constructor(base: Context, state: ConnectionState) {
    this.#base = base
    this.#state = state
  }

  getValue(key: symbol): unknown {
    return this.#current.getValue(key)
  }

  setValue(key: symbol, value: unknown): Context {
    return this.#current.setValue(key, value)
  }

  deleteValue(key: symbol): Context {
    return this.#current.deleteValue(key)
  }

  get #current(): Context {
    return this.#state.transaction?.within(this.#base) ?? this.#base
  }
}
