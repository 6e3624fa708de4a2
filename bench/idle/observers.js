import { AsyncLocalStorage } from 'node:async_hooks'
import { channel, subscribe } from 'node:diagnostics_channel'
import { traced } from 'sqltrace'
import { newPool } from '../queries/targets.js'

const start = 'http.server.request.start'
const fastify = 'tracing:fastify.request.handler:start'

/** The channels that announce requests. */
export const channels = [start, fastify]

/** Code that gives each request its own async context. */
export const observers = {
  /** The minimum, by hand: one scope for all requests. */
  'an empty scope': () => {
    const storage = new AsyncLocalStorage()
    const scope = {}
    subscribe(start, () => storage.enterWith(scope))
    channel(fastify).bindStore(storage, () => scope)
  },
  sqltrace: () => traced(newPool()),
}
