import { context } from '@opentelemetry/api'
import { stateOf } from '../transaction/connection-state.js'
import { TransactionContext } from '../transaction/transaction-context.js'
import { afterwards } from './afterwards.js'
import { hold } from './holders.js'
import type { Holder } from './holders.js'
import type { Consumer } from './shapes.js'
import { traceConnection } from './trace-connection.js'

/**
 * A consumer that runs `consumer` in the holder's name. In one frame of our own: an error that is
 * thrown below keeps ten of them by default, and the app's shall be among those.
 */
export function lease(holder: Holder, consumer: Consumer): Consumer {
  return (connection) => {
    const end = hold(traceConnection(connection), holder)
    const inside = new TransactionContext(context.active(), stateOf(connection))
    try {
      return afterwards(context.with(inside, consumer, undefined, connection), end)
    } catch (error) {
      end()
      throw error
    }
  }
}
