import { AsyncLocalStorage } from 'node:async_hooks'
import { channel, subscribe } from 'node:diagnostics_channel'
import { traced } from 'sqltrace'
import { newPool } from '../queries/targets.js'

const start = 'http.server.request.start'
const fastify = 'tracing:fastify.request.handler:start'

/** The channels on which requests are announced. */
export const channels = [start, fastify]

/** Who gives each request an async context of its own. */
export const observers = {
  /** By hand, the least that can: one scope for all requests. */
  'an empty scope': () => {
    const storage = new AsyncLocalStorage()
    const scope = {}
    subscribe(start, () => storage.enterWith(scope))
    channel(fastify).bindStore(storage, () => scope)
  },
  sqltrace: () => traced(newPool()),
}
