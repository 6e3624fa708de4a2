import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'

const byId = { name: 'by-id', text: 'select slug from courses where id = $1' }

export const namedStatements: Scenarios = {
  'the same name again': async (app) => {
    const client = await app.client()
    return [
      await client.query({ ...byId, values: [1] }),
      await client.query({ ...byId, values: [2] }),
      await client.query({ ...byId, values: [3] }),
    ]
  },
  'from other lines': async (app) => {
    const client = await app.client()
    app.note(await client.query({ ...byId, values: [1] }))
    return client.query({ ...byId, values: [1] })
  },
  'over every client of a pool': async (app) => {
    const pool = app.pool()
    const ids = [1, 2, 3, 1, 2, 3]
    return Promise.all(ids.map((id) => pool.query({ ...byId, values: [id] })))
  },
  'a name without its text': async (app) => {
    const client = await app.client()
    await client.query({ ...byId, values: [1] })
    return client.query({ name: byId.name, values: [2] } as never)
  },
  'an unprepared name': async (app) => {
    const client = await app.client()
    return failure(client.query({ name: 'unknown', values: [2] } as never))
  },
  'another text under a name': async (app) => {
    const client = await app.client()
    await client.query({ ...byId, values: [1] })
    return [
      await failure(client.query({ ...byId, text: 'select $1::int as other', values: [1] })),
      await client.query({ ...byId, values: [3] }),
    ]
  },
  'another text while the first is in flight': async (app) => {
    const client = await app.client()
    const first = client.query({ ...byId, values: [1] })
    const other = failure(client.query({ ...byId, text: 'select $1::int', values: [1] }))
    return [await first, await other]
  },
  'a statement that does not parse, then one that does': async (app) => {
    const client = await app.client()
    const name = 'twice'
    return [
      await failure(client.query({ name, text: 'select oops', values: [] })),
      await client.query({ name, text: 'select 1 as a', values: [] }),
    ]
  },
  'a name that was prepared before the client was traced': async (app) => {
    const pool = app.plainPool({ max: 1 })
    await pool.query({ ...byId, values: [1] })
    return app.wrap(pool).query({ ...byId, values: [2] })
  },
  'a long name': async (app) => {
    const client = await app.client()
    return client.query({ ...byId, name: 'n'.repeat(64), values: [1] })
  },
  'a name with DEALLOCATE': async (app) => {
    const client = await app.client()
    await client.query({ ...byId, values: [1] })
    await client.query('deallocate all')
    return failure(client.query({ ...byId, values: [1] }))
  },
  'a name in a pool after the client is replaced': async (app) => {
    const pool = app.pool({ max: 1, maxUses: 1 })
    return [await pool.query({ ...byId, values: [1] }), await pool.query({ ...byId, values: [2] })]
  },
}
