import { onSettled } from '../runtime/on-settled.js'
import { guarded } from '../runtime/guarded.js'
import { type Handoff, handOver } from '../statement/handoff.js'
import type { Server } from '../query/query.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { bindContext } from './bind-context.js'
import { leaseOf } from './lease-of.js'
import { serverOfPool } from './server-of.js'
import type { PgPool } from './shapes.js'

export type Callback = (...args: unknown[]) => unknown

/** Ends the measurement of a wait, with an error if there is no client. */
type Waited = (error?: unknown) => void

/** The arrival of a client from a pool, or an error instead, and the call that it is for. */
export class Arrival {
  readonly #instrumentation: Instrumentation
  readonly #pool: PgPool
  readonly #handoff: Handoff | undefined
  readonly #waited: Waited | undefined

  constructor(
    instrumentation: Instrumentation,
    pool: PgPool,
    handoff: Handoff | undefined,
    waited: Waited | undefined,
  ) {
    this.#instrumentation = instrumentation
    this.#pool = pool
    this.#handoff = handoff
    this.#waited = waited
  }

  /** The client arrives in the async context of the code that released it, so the callback is bound to the caller's. */
  calling(next: Callback): Callback {
    const handoff = this.#handoff
    const run = handoff?.isDirect ? next : bindContext(next)
    return (...results) => {
      const [error, client] = results
      this.#settle(error, client)
      return handOver(error ? undefined : handoff, run, undefined, results)
    }
  }

  settling(connected: Promise<unknown>): Promise<unknown> {
    if (!this.#handoff && !this.#waited) return connected
    return onSettled(connected, {
      value: (client) => this.#settle(undefined, client),
      error: (error) => this.#settle(error),
    })
  }

  #settle(error: unknown, client?: unknown): void {
    if (this.#waited) endWait(this.#waited, error)
    if (!this.#handoff) return
    if (error) fail(this.#instrumentation, this.#handoff, serverOfPool(this.#pool), error)
    else lend(client as object, this.#handoff)
  }
}

const endWait = guarded('record a wait', (waited: Waited, error?: unknown) => waited(error))

const lend = guarded('lend a client', (client: object, handoff: Handoff) => {
  leaseOf(client).handoff = handoff
})

/** The announced statement was never sent. */
const fail = guarded(
  'end a query that was never sent',
  (
    instrumentation: Instrumentation,
    handoff: Handoff,
    server: Server | undefined,
    error: unknown,
  ) => {
    const { statement, query, caller, startTime } = handoff
    if (statement || !query || !handoff.claim()) return
    const failed = instrumentation.statement(caller, query, startTime)
    if (server) failed.setServer(server)
    failed.end({ error })
  },
)
