import { runInScope } from '@sqltrace/context'
import { replaceMethod } from '../runtime/replace-method.js'

/** The part of a `node:http` server that we use. */
export interface EmittingServer {
  emit(event: string, ...values: unknown[]): boolean
}

const isolated = new WeakSet<EmittingServer>()
const isNeeded = Number.parseInt(process.versions.node, 10) < 24

/**
 * Makes the server's `clientError` listeners run outside any request. Up to Node.js 22, if a client sends garbage instead
 * of its next request, they run in the async context of the connection's last request.
 */
export function isolateClientErrors(server: EmittingServer): void {
  if (!isNeeded || isolated.has(server)) return
  isolated.add(server)
  const { emit } = server
  replaceMethod(server, 'emit', function (this: unknown, event, ...values) {
    if (event !== 'clientError') return emit.call(this, event, ...values)
    return runInScope(undefined, () => emit.call(this, event, ...values))
  })
}
