import type { QueryResult } from 'pg'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'
import type { Stage } from '../harness/stage.js'

const replicating = (app: Stage, replication: string) => app.client({ replication } as never)
const names = ({ fields }: QueryResult) => fields.map(({ name }) => name)

export const replication: Scenarios = {
  "a database's commands, and SQL between them": async (app) => {
    const client = await replicating(app, 'database')
    app.note(names(await client.query('IDENTIFY_SYSTEM')))
    app.note((await client.query('SHOW server_version_num')).rows)
    app.note((await client.query("select slug from courses where slug = 'sql'")).rows)
    app.note(
      (await client.query('insert into orders (course_id) values (2) returning course_id')).rows,
    )
    app.note(names(await client.query('CREATE_REPLICATION_SLOT shop TEMPORARY PHYSICAL')))
    app.note((await client.query('DROP_REPLICATION_SLOT shop')).command)
    return failure(client.query('select nothing'))
  },
  'a transaction between the commands': async (app) => {
    const client = await replicating(app, 'database')
    await client.query('BEGIN')
    app.note((await client.query('select count(*) from courses')).rows)
    await client.query('COMMIT')
    return (await client.query('SHOW wal_segment_size')).rows
  },
  'a physical connection': async (app) => {
    const client = await replicating(app, 'true')
    app.note(names(await client.query('IDENTIFY_SYSTEM')))
    app.note((await client.query('SHOW data_directory_mode')).rows)
    return failure(client.query('select 1'))
  },
  'a pool of them': async (app) => {
    const pool = app.pool({ replication: 'database' } as never)
    app.note((await pool.query('SHOW server_version_num')).rows)
    return (await pool.query('select 1 as n')).rows
  },
  'replication turned off': async (app) =>
    (await replicating(app, 'false')).query('show server_version_num'),
}
