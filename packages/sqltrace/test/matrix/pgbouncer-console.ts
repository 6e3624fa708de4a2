import { failure } from '../contract/harness/failure.js'
import type { Scenarios } from '../contract/harness/scenario.js'
import type { Stage } from '../contract/harness/stage.js'

const consoleOf = (app: Stage) => app.url.replace(/[^/]*$/, 'pgbouncer')

/** Commands for PgBouncer's own database, whose grammar has no comments. */
export const pgbouncerConsole: Scenarios = {
  'its settings': async (app) => {
    const client = await app.client({ connectionString: consoleOf(app) })
    const { rows } = await client.query('SHOW CONFIG')
    return rows.find(({ key }) => key === 'pool_mode')
  },
  'a pool of connections to it': async (app) => {
    const pool = app.pool({ connectionString: consoleOf(app) })
    app.note((await pool.query('SHOW DATABASES')).rows.map(({ name }) => name))
    return failure(pool.query('SHOW NOTHING'))
  },
}
