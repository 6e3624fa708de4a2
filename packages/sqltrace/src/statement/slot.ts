import { shared } from '../shared.js'
import type { Statement } from './statement.js'

/**
 * Hands a statement from an outer layer (Kysely, a pool) to the inner one (a client) during one
 * synchronous call, so that the inner layer neither looks for a caller nor tags nor opens a span again.
 */
const slot = shared('slot', () => ({ statement: undefined as Statement | undefined }))

/** Runs `fn`; the first inner layer that it calls takes `statement`. */
export function handDown<T>(statement: Statement, fn: () => T): T {
  const before = slot.statement
  slot.statement = statement
  try {
    return fn()
  } finally {
    slot.statement = before
  }
}

/** Takes the statement that an outer layer handed down, so that nobody takes it twice. */
export function takeHandedDown(): Statement | undefined {
  const { statement } = slot
  slot.statement = undefined
  return statement
}
