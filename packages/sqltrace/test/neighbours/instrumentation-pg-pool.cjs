// What OpenTelemetry's own instrumentation reports about a pool: `node instrumentation-pg-pool.cjs plain|traced`.
const { metrics } = require('@opentelemetry/api')
const { registerInstrumentations } = require('@opentelemetry/instrumentation')
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg')
const {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} = require('@opentelemetry/sdk-metrics')
const {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} = require('@opentelemetry/sdk-trace-node')

const neighbour = '@opentelemetry/instrumentation-pg'
const spans = new InMemorySpanExporter()
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register()
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
registerInstrumentations({ instrumentations: [new PgInstrumentation()] })

async function main(kind) {
  const { Pool } = require('pg')
  const { traced } = require('sqltrace')
  const plain = new Pool({ connectionString: process.env.URL, max: 2 })
  const pool = kind === 'traced' ? traced(plain) : plain
  await pool.query('select 1')
  await new Promise((resolve) => pool.query('select 2', resolve))
  const clients = [await pool.connect(), await pool.connect()]
  const waiting = pool.query('select 3')
  const report = { spans: undefined, metrics: await readMetrics() }
  for (const client of clients) client.release()
  await waiting
  await pool.end()
  await reader.shutdown()
  report.spans = spans
    .getFinishedSpans()
    .filter((span) => span.instrumentationScope.name === neighbour && !isStatement(span))
    .map(({ name }) => name)
  console.log(JSON.stringify(report))
}

const isStatement = ({ attributes }) =>
  'db.query.text' in attributes || 'db.statement' in attributes

async function readMetrics() {
  await reader.forceFlush()
  return exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .filter(({ scope }) => scope.name === neighbour)
    .flatMap((scope) => scope.metrics)
    .filter(({ descriptor }) => descriptor.name.startsWith('db.client.connection.'))
    .map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.map(({ attributes, value }) => [attributes['db.client.connection.state'], value]),
    ])
}

main(process.argv[2])
