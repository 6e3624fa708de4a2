import { createRequire } from 'node:module'
import { newPool, onPg } from './targets.js'

const require = createRequire(import.meta.url)

/** As shown in its README: registered before pg is loaded. */
export function instrumentPg(options) {
  return (url) => {
    const { registerInstrumentations } = require('@opentelemetry/instrumentation')
    const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg')
    registerInstrumentations({ instrumentations: [new PgInstrumentation(options)] })
    return onPg(newPool(url))
  }
}

/** As shown in its README: around the dialect, without options. */
export function observed(dialect) {
  const { observeDialect } = require('kysely-opentelemetry')
  return observeDialect(dialect)
}
