import { runInScope } from '@sqltrace/context'
import { replaceMethod } from '../runtime/replace-method.js'

/** What the library touches of a server of `node:http`. */
export interface EmittingServer {
  emit(event: string, ...values: unknown[]): boolean
}

const isolated = new WeakSet<EmittingServer>()
const isNeeded = Number.parseInt(process.versions.node, 10) < 24

/**
 * Lets the server's `clientError` listeners run outside of any request. Up to Node.js 22 they run in the async context
 * of the connection's last request where the client sends rubbish instead of the next one.
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
