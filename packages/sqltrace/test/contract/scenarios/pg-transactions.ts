import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'

export const pgTransactions: Scenarios = {
  'commit and rollback': async (app) => {
    const client = await app.client()
    await client.query('BEGIN')
    await client.query("insert into courses (slug, title) values ('a', 'A')")
    app.note((await client.query('COMMIT')).command)
    await client.query('BEGIN')
    await client.query('delete from orders')
    app.note((await client.query('ROLLBACK')).command)
    return client.query('select count(*) from orders')
  },
  'an error, then a rejected statement': async (app) => {
    const client = await app.client()
    await client.query('begin')
    app.note(await failure(client.query('select oops')))
    app.note(await failure(client.query('select 1')))
    return client.query('commit')
  },
  savepoints: async (app) => {
    const client = await app.client()
    await client.query('begin')
    await client.query('savepoint a')
    app.note(await failure(client.query('select oops')))
    await client.query('rollback to savepoint a')
    await client.query('release savepoint a')
    app.note(await client.query('select 1 as still_open'))
    return client.query('commit and chain').then(() => client.query('rollback'))
  },
  'a deadlock': async (app) => {
    const clients = [await app.client(), await app.client()] as const
    for (const client of clients) await client.query('begin; set local deadlock_timeout = 20')
    await clients[0].query("update courses set title = 'x' where id = 1")
    await clients[1].query("update courses set title = 'x' where id = 2")
    const results = await Promise.allSettled([
      clients[0].query("update courses set title = 'y' where id = 2"),
      clients[1].query("update courses set title = 'y' where id = 1"),
    ])
    for (const client of clients) await client.query('rollback')
    return results.map(({ status }) => status).toSorted()
  },
  'serialization failures': async (app) => {
    const clients = [await app.client(), await app.client()] as const
    for (const client of clients) {
      await client.query('begin isolation level repeatable read')
      await client.query('select * from courses')
    }
    await clients[0].query("update courses set title = 'x' where id = 1")
    await clients[0].query('commit')
    const error = await failure(clients[1].query("update courses set title = 'y' where id = 1"))
    return [error, await clients[1].query('rollback')]
  },
  'advisory locks': async (app) => {
    const [first, second] = [await app.client(), await app.client()]
    await first.query('select pg_advisory_lock(7)')
    app.note((await second.query('select pg_try_advisory_lock(7) as got')).rows)
    await first.query('select pg_advisory_unlock(7)')
    return second.query('select pg_try_advisory_lock(7) as got')
  },
  'two-phase commit that the server forbids': async (app) => {
    const client = await app.client()
    await client.query('begin')
    return [await failure(client.query("prepare transaction 'a'")), await client.query('rollback')]
  },
}
