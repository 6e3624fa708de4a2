import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

const isWanted = Object.keys(process.env).some((name) => name.startsWith('OTEL_EXPORTER_OTLP_'))

/** Sends spans to `OTEL_EXPORTER_OTLP_ENDPOINT`, if it is set. Must be imported first. */
export const provider = isWanted ? start() : undefined

function start(): NodeTracerProvider {
  const started = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'courses' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  started.register()
  registerInstrumentations({ instrumentations: [new HttpInstrumentation()] })
  return started
}
