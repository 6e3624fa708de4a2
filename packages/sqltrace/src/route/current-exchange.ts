import { executionAsyncResource } from 'node:async_hooks'
import type { Closable, Exchange, IncomingRequest } from './exchange.js'

interface AnsweredSocket {
  readonly parser?: { readonly incoming?: IncomingRequest | null } | null
  readonly _httpMessage?: (Closable & { readonly req?: IncomingRequest }) | null
}

/**
 * The request whose handler is running right now. Node.js runs the handler with its parser, which knows the socket, as the
 * async resource. After the handler's first `await`, the request can't be found this way.
 */
export function currentExchange(): Exchange | undefined {
  const { socket } = Object(executionAsyncResource()) as { socket?: AnsweredSocket }
  const request = socket?.parser?.incoming
  const response = socket?._httpMessage
  return request && response?.req === request ? { request, response } : undefined
}
