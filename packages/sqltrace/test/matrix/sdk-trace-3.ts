import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { TracerProvider } from '@opentelemetry/sdk-trace'

/** The suite's provider for SDK 2, built on SDK 3, whose API package is a newer copy than the library's. */
export class NodeTracerProvider extends TracerProvider {
  register(): void {
    trace.setGlobalTracerProvider(this)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  }
}
