// An app with OpenTelemetry's own instrumentation of pg: `node instrumentation-pg.cjs before|after`.
const { registerInstrumentations } = require('@opentelemetry/instrumentation')
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg')
const {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} = require('@opentelemetry/sdk-trace-node')

const exporter = new InMemorySpanExporter()
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
const register = () =>
  registerInstrumentations({
    instrumentations: [new PgInstrumentation({ addSqlCommenterCommentToQueries: true })],
  })

async function main(order) {
  if (order === 'before') register()
  const { Pool } = require('pg')
  const Cursor = require('pg-cursor')
  const { Kysely, PostgresDialect } = require('kysely')
  const { traced } = require('sqltrace')
  const pool = traced(new Pool({ connectionString: process.env.URL }))
  const db = traced(new Kysely({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }))
  if (order === 'after') {
    register()
    // The instrumentation patches what is required after it.
    require('pg')
  }
  await pool.query('select 1')
  const client = await pool.connect()
  await client.query('select 2')
  client.release()
  await db.selectNoFrom((e) => e.lit(3).as('three')).execute()
  for await (const _ of db.selectNoFrom((e) => e.lit(4).as('four')).stream());
  await db.destroy()
  const plain = new Pool({ connectionString: process.env.URL })
  await plain.query('select 5')
  await plain.end()
  const statements = exporter
    .getFinishedSpans()
    .filter((span) => span.attributes['db.query.text'] ?? span.attributes['db.statement'])
  console.log(
    JSON.stringify(statements.map(({ instrumentationScope }) => instrumentationScope.name)),
  )
}

main(process.argv[2])
