import { createNoopMeter, metrics } from '@opentelemetry/api'
import type { Meter, MeterProvider } from '@opentelemetry/api'

/**
 * Creates instruments once per registered meter provider, because OpenTelemetry's metrics API, unlike
 * its trace API, does not delegate to a provider that is registered later. `undefined` without one.
 */
export function instruments<T>(make: (meter: Meter) => T): () => T | undefined {
  let provider: MeterProvider | undefined
  let made: T | undefined
  return () => {
    const current = metrics.getMeterProvider()
    if (current === provider) return made
    provider = current
    const meter = current.getMeter('sqltrace')
    made = meter === createNoopMeter() ? undefined : make(meter)
    return made
  }
}
