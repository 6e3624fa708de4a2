import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import QueryStream from 'pg-query-stream'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'

const numbers = 'select n from generate_series(1, $1) as n'

export const submittables: Scenarios = {
  'a cursor, read in batches': async (app) => {
    const client = await app.client()
    const cursor = client.query(new Cursor(numbers, [5]))
    app.note(cursor.constructor.name, await cursor.read(2), await cursor.read(2))
    app.note(await cursor.read(2), await cursor.read(2))
    await cursor.close()
    return client.query('select 1 as goes_on')
  },
  'a cursor with callbacks': async (app) => {
    const client = await app.client()
    const cursor = client.query(new Cursor(numbers, [3]))
    await new Promise<void>((resolve) => {
      cursor.read(2, (error, rows, result) => {
        app.note(error, rows, result)
        cursor.close(() => {
          app.note('closed')
          resolve()
        })
      })
    })
  },
  'a cursor with options': async (app) => {
    const client = await app.client()
    const types = { getTypeParser: () => () => 'parsed' }
    const cursor = client.query(new Cursor(numbers, [2], { rowMode: 'array', types } as never))
    const rows = await cursor.read(10)
    await cursor.close()
    return rows
  },
  'the events of a cursor': async (app) => {
    const client = await app.client()
    const cursor = client.query(new Cursor(numbers, [2]))
    app.listen(cursor as never, 'row', 'end', 'error')
    await cursor.read(10)
    await cursor.close()
  },
  'a cursor that fails': async (app) => {
    const client = await app.client()
    const cursor = client.query(new Cursor('select oops from courses'))
    return [await failure(cursor.read(1)), await client.query('select 1 as goes_on')]
  },
  'a cursor that fails in a later row': async (app) => {
    const client = await app.client()
    const cursor = client.query(new Cursor('select 1 / (3 - n) as a from generate_series(1, 5) n'))
    app.note(await cursor.read(2))
    app.note(await failure(cursor.read(2)))
    return client.query('select 1 as goes_on')
  },
  'a cursor on a client of a pool, closed early': async (app) => {
    const pool = app.pool({ max: 1 })
    const client = await pool.connect()
    const cursor = client.query(new Cursor(numbers, [100]))
    app.note(await cursor.read(1))
    await cursor.close()
    client.release()
    return pool.query('select 1 as goes_on')
  },
  'a query stream, iterated': async (app) => {
    const client = await app.client()
    const stream = client.query(new QueryStream(numbers, [4], { batchSize: 2 }))
    for await (const row of stream) app.note(row)
    return client.query('select 1 as goes_on')
  },
  'a query stream left early': async (app) => {
    const client = await app.client()
    const stream = client.query(new QueryStream(numbers, [1000], { batchSize: 2 }))
    for await (const row of stream) {
      app.note(row)
      break
    }
    return [stream.destroyed, await client.query('select 1 as goes_on')]
  },
  'a query stream in a pipeline': async (app) => {
    const client = await app.client()
    const rows: unknown[] = []
    const sink = new Writable({
      objectMode: true,
      write(row, _encoding, done) {
        rows.push(row)
        done()
      },
    })
    await pipeline(client.query(new QueryStream(numbers, [30])), sink)
    return rows
  },
  'the events of a query stream': async (app) => {
    const client = await app.client()
    const stream = client.query(new QueryStream(numbers, [2]))
    app.listen(stream, 'data', 'end', 'close', 'error')
    await once(stream, 'close')
  },
  'a query stream that fails': async (app) => {
    const client = await app.client()
    const stream = client.query(new QueryStream('select oops'))
    return [await failure(text(stream)), await client.query('select 1 as goes_on')]
  },
  'a query stream over a pool that has ended': async (app) => {
    const client = await app.client()
    await client.end()
    const stream = client.query(new QueryStream(numbers, [3]))
    return failure(text(stream))
  },
  'COPY out': async (app) => {
    const client = await app.client()
    const stream = client.query(
      copyTo('copy (select slug, price from courses order by id) to stdout'),
    )
    return [await text(stream), stream.rowCount, await client.query('select 1 as goes_on')]
  },
  'COPY in': async (app) => {
    const client = await app.client()
    const stream = client.query(copyFrom('copy courses (slug, title) from stdin'))
    await pipeline(Readable.from(['a\tA\n', 'b\tB\n']), stream)
    return [stream.rowCount, await client.query('select slug, title from courses order by id')]
  },
  'COPY in that the server rejects': async (app) => {
    const client = await app.client()
    const stream = client.query(copyFrom('copy courses (slug, title) from stdin'))
    const error = await failure(pipeline(Readable.from(['sql\tAgain\n']), stream))
    return [error, await client.query('select count(*) from courses')]
  },
  'a submittable of the app': async (app) => {
    const client = await app.client()
    class AppQuery extends pg.Query {
      readonly kind = 'of the app'
    }
    const query = new AppQuery('select slug from courses order by id')
    app.listen(query as never, 'row')
    client.query(query)
    await once(query, 'end')
    return [query.kind, query instanceof AppQuery]
  },
  'a submittable without a text': async (app) => {
    const client = await app.client()
    const inner = new pg.Query('select 1 as a')
    app.listen(inner as never, 'row')
    const names = Object.getOwnPropertyNames(pg.Query.prototype).filter((n) => n !== 'constructor')
    const forwarding = Object.fromEntries(
      names.map((name) => [name, (inner as never as Record<string, Function>)[name]!.bind(inner)]),
    )
    const returned = client.query(forwarding as never) as unknown
    await once(inner, 'end')
    return returned === forwarding
  },
  'a cursor on a pipelining client is rejected': async (app) => {
    const client = await app.client({ pipeline: true } as never)
    const cursor = client.query(new Cursor('select 1 as a'))
    const read = cursor.read(1).then(
      (rows) => rows,
      ({ message }: Error) => message,
    )
    return Promise.race([read, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])
  },
}
