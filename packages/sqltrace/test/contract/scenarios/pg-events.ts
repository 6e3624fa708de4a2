import { once } from 'node:events'
import pg from 'pg'
import type { Scenarios } from '../harness/scenario.js'
import { until } from '../harness/until.js'
import { asleep } from '../harness/asleep.js'
import { failure } from '../harness/failure.js'

const pidOf = (client: pg.Client) => (client as unknown as { processID: number }).processID

export const pgEvents: Scenarios = {
  'notices arrive with their text': async (app) => {
    const client = await app.client()
    client.on('notice', ({ message, severity, code }) =>
      app.note('notice', message, severity, code),
    )
    return client.query("do $$ begin raise notice 'hello'; raise warning 'careful'; end $$")
  },
  'LISTEN without await, NOTIFY from another client': async (app) => {
    const [listener, notifier] = [await app.client(), await app.client()]
    void listener.query('listen orders')
    await listener.query('select 1')
    const heard = once(listener, 'notification')
    await notifier.query("select pg_notify('orders', $1)", ["it's 7"])
    const [{ channel, payload }] = await heard
    return { channel, payload }
  },
  'a client emits end': async (app) => {
    const client = await app.client()
    app.listen(client, 'end', 'error', 'drain')
    await client.query('select 1')
    await client.end()
    await app.recorded('end')
    return failure(client.query('select 2'))
  },
  'a client ends while it is busy': async (app) => {
    const client = await app.client()
    app.listen(client, 'end', 'error', 'drain')
    const queries = [client.query('select 1 as a'), client.query('select 2 as b')]
    await client.end()
    return Promise.allSettled(queries)
  },
  'a client can connect once': async (app) => {
    const client = await app.client()
    return failure(client.connect())
  },
  'a wrong password and an unreachable server': async (app) => {
    const nobody = app.unconnected({ connectionString: app.url.replace('postgres@', 'nobody@') })
    const away = app.unconnected({ connectionString: app.url.replace(/:\d+\//, ':1/') })
    app.listen(nobody, 'error', 'end')
    return [await failure(nobody.connect()), await failure(away.connect())]
  },
  'connecting with a callback': async (app) => {
    const client = app.unconnected()
    await new Promise<void>((resolve) => {
      client.connect((error: unknown) => {
        app.note('connected', error)
        resolve()
      })
    })
    return client.query('select 1 as a')
  },
  'the server terminates the session': async (app) => {
    const [victim, killer] = [await app.client(), await app.client()]
    app.listen(victim, 'error', 'end')
    const [error] = await Promise.all([
      failure(victim.query('select pg_sleep(10)')),
      asleep(killer).then(() => killer.query('select pg_terminate_backend($1)', [pidOf(victim)])),
    ])
    await app.recorded('end')
    return [error, await failure(victim.query('select 1'))]
  },
  'a query is canceled': async (app) => {
    const [busy, canceler] = [await app.client(), await app.client()]
    const [error] = await Promise.all([
      failure(busy.query('select pg_sleep(10)')),
      asleep(canceler).then(() => canceler.query('select pg_cancel_backend($1)', [pidOf(busy)])),
    ])
    return [error, await busy.query('select 1 as still_usable')]
  },
  'a statement timeout': async (app) => {
    const client = await app.client({ statement_timeout: 20 })
    return [await failure(client.query('select pg_sleep(5)')), await client.query('select 1 as a')]
  },
  'a read timeout of the client and of one query': async (app) => {
    const client = await app.client({ query_timeout: 20 })
    const other = await app.client()
    const config = { text: 'select pg_sleep(0.2)', query_timeout: 20 }
    return [
      await failure(client.query('select pg_sleep(0.2)')),
      await Promise.allSettled([other.query(config)]),
    ]
  },
  'a lock timeout': async (app) => {
    const [holder, waiter] = [await app.client(), await app.client({ lock_timeout: 20 })]
    await holder.query('begin; lock table courses')
    const error = await failure(waiter.query('select * from courses'))
    await holder.query('rollback')
    return error
  },
  'the row events of a Query': async (app) => {
    const client = await app.client()
    const query = new pg.Query('select slug from courses order by id')
    app.listen(query as never, 'row', 'end', 'error')
    app.note(client.query(query) === query)
    await once(query, 'end')
  },
  'a Query with values and its own callback': async (app) => {
    const client = await app.client()
    return new Promise((resolve) => {
      const callback = (...results: unknown[]) => resolve(results)
      client.query(new pg.Query('select $1::int as a', [4], callback as never))
    })
  },
  'a Query that fails emits error': async (app) => {
    const client = await app.client()
    const query = new pg.Query('select oops')
    app.listen(query as never, 'row', 'end')
    client.query(query)
    const [error] = await once(query, 'error')
    return [error, await client.query('select 1 as goes_on')]
  },
  'a pipelining client': async (app) => {
    const client = await app.client({ pipeline: true } as never)
    const texts = ['select 1 as n', 'select 2 as n', 'select oops', 'select 4 as n']
    return Promise.allSettled(texts.map((text) => client.query(text, [])))
  },
  'the status of a transaction': async (app) => {
    const client = await app.client()
    const status = () => (client as { getTransactionStatus?(): string }).getTransactionStatus?.()
    app.note(status())
    await client.query('begin')
    app.note(status())
    await failure(client.query('select oops'))
    await until(() => status() !== 'T')
    app.note(status())
    app.note((await client.query('commit')).command, status())
  },
}
