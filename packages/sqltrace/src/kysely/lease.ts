import { context } from '@opentelemetry/api'
import { guarded } from '../runtime/guarded.js'
import { stateOf } from '../transaction/connection-state.js'
import { TransactionContext } from '../transaction/transaction-context.js'
import { onSettled } from '../runtime/on-settled.js'
import { type ConnectionOwner, own } from './connection-owner.js'
import type { Connection, Consumer } from './shapes.js'
import { traceConnection } from './trace-connection.js'

/**
 * A consumer that runs `consumer` in the owner's name. In one frame of our own: an error that is
 * thrown below keeps ten of them by default, and the app's shall be among those.
 */
export function lease(owner: ConnectionOwner, consumer: Consumer): Consumer {
  return (connection) => {
    const end = own(traceConnection(connection), owner)
    const inside = enterable(connection)
    try {
      const run = inside
        ? context.with(inside, consumer, undefined, connection)
        : consumer(connection)
      return onSettled(run, { value: end, error: end })
    } catch (error) {
      end()
      throw error
    }
  }
}

/** The transaction's context, where the app's context manager enters it. */
const enterable = guarded('enter a transaction', (connection: Connection) => {
  const inside = new TransactionContext(context.active(), stateOf(connection))
  return context.with(inside, () => inside)
})
