// Another tool's wrapper besides OpenTelemetry's: `node other-wrapper.cjs inside|outside`. Outside it uses shimmer, like
// Honeycomb's or Instana's; inside it can't, because instrumentation-pg removes those.
const { registerInstrumentations } = require('@opentelemetry/instrumentation')
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg')
const shimmer = require('shimmer')

const seen = []

/** Records what it receives, and sends its own statement first. */
const wrap = (query) =>
  function (...args) {
    seen.push(args[0])
    query.call(this, 'select 1 as first')
    return query.apply(this, args)
  }

async function main(place) {
  if (place === 'inside') {
    const Client = require('pg/lib/client')
    Client.prototype.query = wrap(Client.prototype.query)
  }
  registerInstrumentations({
    instrumentations: [new PgInstrumentation({ addSqlCommenterCommentToQueries: true })],
  })
  require('pg')
  if (place === 'outside') shimmer.wrap(require('pg').Client.prototype, 'query', wrap)
  const { traced } = require('sqltrace')
  const pool = traced(new (require('pg').Pool)({ connectionString: process.env.URL }))
  await pool.query('select 2 as second')
  await pool.end()
  console.log(JSON.stringify(seen))
}

main(process.argv[2])
