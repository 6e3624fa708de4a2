import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'

const awaits = 200

/** What a request does besides its queries. */
export async function awaitOften() {
  for (let i = 0; i < awaits; i++) await undefined
  return 'done'
}

/** OpenTelemetry's context manager on `AsyncLocalStorage`. */
export function useManager() {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
}
