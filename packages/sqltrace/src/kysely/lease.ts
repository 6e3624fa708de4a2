import { context } from '@opentelemetry/api'
import { guarded } from '../runtime/guarded.js'
import { stateOf } from '../transaction/connection-state.js'
import { TransactionContext } from '../transaction/transaction-context.js'
import { onSettled } from '../runtime/on-settled.js'
import { type ConnectionOwner, own } from './connection-owner.js'
import type { Connection, Consumer } from './shapes.js'
import { traceConnection } from './trace-connection.js'

/**
 * A consumer that runs `consumer` on behalf of the owner. It adds only one stack frame: errors keep
 * ten frames by default, which should include the app's.
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

/** The transaction's context, if the app's context manager can enter it. */
const enterable = guarded('enter a transaction', (connection: Connection) => {
  const inside = new TransactionContext(context.active(), stateOf(connection))
  return context.with(inside, () => inside)
})
