const { once } = require('node:events')
const { Pool } = require('pg')
const { traced } = require('sqltrace')

const pool = traced(new Pool({ connectionString: process.env.DATABASE_URL, max: 1 }))
const [, , module_] = process.argv

void run()

/** Loads the module and sends its query each time the parent has written a new build. */
async function run() {
  for (let build = 0; build < 2; build++) {
    await once(process, 'message')
    delete require.cache[module_]
    await require(module_)(pool)
    process.send('sent')
  }
  await pool.end()
  process.disconnect()
}
