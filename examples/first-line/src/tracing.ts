import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

/** Sends spans to `OTEL_EXPORTER_OTLP_ENDPOINT`. Must be imported first, to patch `http` before Express loads it. */
export const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'school' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
})

provider.register()
registerInstrumentations({ instrumentations: [new HttpInstrumentation()] })
