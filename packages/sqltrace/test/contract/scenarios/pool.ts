import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Pool } from 'pg'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'

const counts = ({ totalCount, idleCount, waitingCount }: Pool) => [
  totalCount,
  idleCount,
  waitingCount,
]

export const pool: Scenarios = {
  'its counts over time': async (app) => {
    const clients = app.pool()
    app.note(counts(clients))
    const queries = [1, 2, 3].map((n) => clients.query('select $1::int as n', [n]))
    app.note('asked', counts(clients))
    await queries[0]
    app.note('one answered', clients.totalCount)
    await Promise.all(queries)
    app.note('all answered', counts(clients))
    await clients.end()
    app.note('ended', counts(clients), clients.ended)
  },
  'its events': async (app) => {
    const clients = app.pool({ max: 1 })
    app.listen(clients, 'connect', 'acquire', 'release', 'remove', 'error')
    await clients.query('select 1')
    await clients.query('select 2')
    const client = await clients.connect()
    client.release(true)
    await clients.end()
    await app.recorded('remove')
  },
  'an event has the same client that connect returns': async (app) => {
    const clients = app.pool({ max: 1 })
    const seen: unknown[] = []
    clients.on('connect', (client) => seen.push(client))
    clients.on('acquire', (client) => seen.push(client))
    const client = await clients.connect()
    client.release()
    return [seen.length, seen.every((one) => one === client), client instanceof pg.Client]
  },
  'a setting made when a client connects': async (app) => {
    const clients = app.pool()
    clients.on('connect', (client) => void client.query("set application_name = 'shop'"))
    return clients.query('show application_name')
  },
  'onConnect is awaited': async (app) => {
    const clients = app.pool({
      onConnect: (client: pg.ClientBase) => client.query("set statement_timeout = '7s'"),
    } as never)
    return clients.query('show statement_timeout')
  },
  'onConnect that fails': async (app) => {
    const clients = app.pool({
      onConnect: () => Promise.reject(new Error('of the app')),
    } as never)
    return [await failure(clients.query('select 1')), counts(clients)]
  },
  'verify that accepts and that rejects': async (app) => {
    let refuse = false
    const clients = app.pool({
      max: 1,
      verify: (client: pg.ClientBase, done: (error?: Error) => void) => {
        void client.query('select 1').then(() => done(refuse ? new Error('refused') : undefined))
      },
    } as never)
    app.note((await clients.query('select 1 as a')).rows)
    ;(await clients.connect()).release(true)
    refuse = true
    return failure(clients.query('select 2'))
  },
  maxUses: async (app) => {
    const clients = app.pool({ max: 1, maxUses: 2 })
    app.listen(clients, 'connect', 'remove')
    for (const n of [1, 2]) await clients.query('select $1::int', [n])
    await app.recorded('remove')
    await clients.query('select 3')
    return counts(clients)
  },
  'idle clients are removed in time': async (app) => {
    const clients = app.pool({ idleTimeoutMillis: 10 })
    app.listen(clients, 'remove')
    await clients.query('select 1')
    await app.recorded('remove')
    return counts(clients)
  },
  'a lifetime of clients': async (app) => {
    const clients = app.pool({ maxLifetimeSeconds: 0.02 })
    app.listen(clients, 'remove')
    await clients.query('select 1')
    await app.recorded('remove')
    return counts(clients)
  },
  'connecting with a promise and with a callback': async (app) => {
    const clients = app.pool()
    const client = await clients.connect()
    app.note(await client.query('select 1 as a'), typeof client.release)
    client.release()
    await new Promise<void>((resolve) => {
      const returned = clients.connect((error, lent, done) => {
        app.note(error, lent?.constructor.name, typeof done, done === lent?.release)
        done()
        resolve()
      }) as unknown
      app.note(returned)
    })
  },
  'releasing twice': async (app) => {
    const client = await app.pool().connect()
    client.release()
    return failure(() => client.release())
  },
  'a query on a released client': async (app) => {
    const client = await app.pool().connect()
    client.release()
    return client.query('select 1 as a')
  },
  'a client that is released with an error': async (app) => {
    const clients = app.pool()
    app.listen(clients, 'release', 'remove')
    ;(await clients.connect()).release(new Error('of the app'))
    await app.recorded('remove')
    return counts(clients)
  },
  'an exhausted pool with a timeout': async (app) => {
    const clients = app.pool({ max: 1, connectionTimeoutMillis: 200 })
    const client = await clients.connect()
    const errors = [await failure(clients.query('select 1')), await failure(clients.connect())]
    app.note(counts(clients))
    client.release()
    return [errors, await clients.query('select 2 as a')]
  },
  'an exhausted pool without a timeout': async (app) => {
    const clients = app.pool({ max: 1 })
    const client = await clients.connect()
    const waiting = clients.query('select 1 as a')
    app.note(counts(clients))
    client.release()
    return waiting
  },
  'an unreachable server': async (app) => {
    const clients = app.pool({ connectionString: 'postgres://postgres@127.0.0.1:1/postgres' })
    app.listen(clients, 'error', 'connect')
    const first = await failure(clients.query('select 1'))
    const second = await failure(clients.connect())
    return [first, second, counts(clients)]
  },
  'an idle client dies': async (app) => {
    const clients = app.pool({ max: 1 })
    app.listen(clients, 'remove')
    clients.on('error', ({ message, code }: Error & { code?: string }, client) =>
      app.note('error', message, code, client.constructor.name),
    )
    const { rows } = await clients.query<{ pid: number }>('select pg_backend_pid() as pid')
    const killer = await app.client()
    await killer.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await app.recorded('remove')
    app.note(counts(clients))
    return clients.query('select 1 as again')
  },
  'a checked-out client dies': async (app) => {
    const clients = app.pool({ max: 1 })
    app.listen(clients, 'error', 'release', 'remove')
    const client = await clients.connect()
    app.listen(client, 'error', 'end')
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const killer = await app.client()
    await killer.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await app.recorded('end')
    app.note(await failure(client.query('select 1')))
    client.release()
    await app.recorded('remove')
    return [await clients.query('select 1 as again'), counts(clients)]
  },
  'ending it twice, and a query after the end': async (app) => {
    const clients = app.pool()
    await clients.query('select 1')
    await clients.end()
    return [await failure(clients.end()), await failure(clients.query('select 1'))]
  },
  'ending it while clients are checked out': async (app) => {
    const clients = app.pool()
    const client = await clients.connect()
    const ended = clients.end()
    app.note(counts(clients), clients.ending, clients.ended)
    app.note(await client.query('select 1 as a'))
    client.release()
    await ended
    return [counts(clients), clients.ended]
  },
  'ending it with a callback': async (app) => {
    const clients = app.pool()
    await clients.query('select 1')
    await new Promise<void>((resolve) => {
      app.note(clients.end(resolve) as unknown)
    })
  },
  'a client class of the app': async (app) => {
    class AppClient extends pg.Client {
      readonly mine = 'mine'
      override query(...args: unknown[]) {
        return (super.query as (...args: unknown[]) => unknown)(...args) as never
      }
    }
    const clients = app.pool({ Client: AppClient } as never)
    const client = await clients.connect()
    const facts = [client instanceof AppClient, (client as unknown as AppClient).mine]
    const result = await client.query('select 1 as a')
    client.release()
    return [facts, result, await clients.query('select 2 as a')]
  },
  'a client class that only connects, like a fake in a unit test': async (app) => {
    class FakeClient extends EventEmitter {
      connect = (done: () => void) => process.nextTick(done)
      end = (done: () => void) => process.nextTick(done)
    }
    const clients = app.pool({ Client: FakeClient } as never)
    app.listen(clients, 'connect', 'acquire', 'release')
    const client = await clients.connect()
    client.release()
    return [client instanceof FakeClient, counts(clients)]
  },
  'a pool class of the app': async (app) => {
    class AppPool extends pg.Pool {
      asked = 0
      override query(...args: unknown[]) {
        this.asked += 1
        return (super.query as (...args: unknown[]) => unknown)(...args) as never
      }
    }
    const clients = app.wrap(new AppPool({ connectionString: app.url }))
    app.after(() => clients.end())
    const result = await clients.query('select 1 as a')
    return [result, clients.asked, clients instanceof AppPool, clients instanceof pg.Pool]
  },
  'its keys': (app) => {
    const clients = app.pool()
    return [Object.keys(clients), JSON.stringify(clients.options).includes('connectionString')]
  },
  'the errors of pg-pool keep the app in their stack': async (app) => {
    const clients = app.pool()
    async function ofTheApp() {
      await clients.query('select oops')
    }
    return failure(ofTheApp())
  },
  'many concurrent queries': async (app) => {
    const clients = app.pool({ max: 5 })
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => clients.query('select $1::int as n', [n])),
    )
    return [results.map(({ rows }) => rows[0].n), counts(clients)]
  },
}
