import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'

const awaits = 200

/** A request's work besides its queries. */
export async function awaitOften() {
  for (let i = 0; i < awaits; i++) await undefined
  return 'done'
}

/** Installs OpenTelemetry's context manager based on `AsyncLocalStorage`. */
export function useManager() {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
}
