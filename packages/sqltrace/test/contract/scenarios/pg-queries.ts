import { once } from 'node:events'
import pg from 'pg'
import { failure } from '../harness/failure.js'
import type { Scenario, Scenarios } from '../harness/scenario.js'
import type { Stage } from '../harness/stage.js'

const select = 'select id, slug, price from courses order by id'
const byId = 'select id, slug from courses where id = $1'

/** Before 8.17, some mistakes of the app hang a pg client forever. */
const isOld = !('getTransactionStatus' in pg.Client.prototype)

type Query = (...args: unknown[]) => unknown

/** The same call on each kind of client; the result is awaited. */
const onEach =
  (call: (query: Query) => unknown): Scenario =>
  async (app) => {
    const pool = app.pool()
    const client = await app.client()
    const lent = await pool.connect()
    app.note('pool client', await call(lent.query.bind(lent) as Query))
    lent.release()
    app.note('pool', await call(pool.query.bind(pool) as Query))
    app.note('client', await call(client.query.bind(client) as Query))
  }

/** The same call with a callback: its return value, and the callback's arguments. */
const callingBack = (...args: unknown[]) =>
  onEach(
    (query) =>
      new Promise((resolve) => {
        let returned: unknown
        const callback = (...results: unknown[]) =>
          setImmediate(() => resolve({ returned, results }))
        returned = query(...args.map((arg) => (arg === 'callback' ? callback : ownCopy(arg))))
      }),
  )

const with1 = (...args: unknown[]) => onEach((query) => query(...args.map(ownCopy)))
const failing = (...args: unknown[]) =>
  onEach((query) => failure(() => query(...args.map(ownCopy))))

/** Old versions of pg write into the config. */
const ownCopy = (arg: unknown) =>
  typeof arg === 'object' && Object.getPrototypeOf(arg) === Object.prototype ? { ...arg } : arg

const frozen = Object.freeze({ text: byId, values: Object.freeze([2]) })

class GetterConfig {
  reads = 0
  get text() {
    this.reads += 1
    return byId
  }
  get values() {
    return [3]
  }
}

const upperCase = { getTypeParser: () => (value: string) => `parsed ${value}` }

export const pgQueries: Scenarios = {
  'a text': with1(select),
  'a text with values': with1(byId, [1]),
  'a text with no values in an empty list': with1(select, []),
  'values of every type': with1(
    'select $1::text a, $2::int b, $3::bytea c, $4::jsonb d, $5::date e',
    ["it's", 7, Buffer.from('bytes'), { nested: [1, null] }, new Date('2026-01-02T03:04:05Z')],
  ),
  'values with their own conversion': with1('select $1::text as a', [
    { toPostgres: (prepare: (value: unknown) => unknown) => prepare('made here') },
  ]),
  'a config object': with1({ text: select }),
  'a config object with values': with1({ text: byId, values: [1] }),
  'a config object and separate values': with1({ text: byId }, [2]),
  'a frozen config object': async (app) => (await app.client()).query(frozen as never),
  'rows as arrays': with1({ text: select, rowMode: 'array' }),
  'type parsers of one query': with1({ text: select, types: upperCase }),
  'the extended protocol without values': with1({ text: select, queryMode: 'extended' }),
  'binary results': with1({ text: 'select 1::int4 as a, true as b', binary: true }),
  'a limited number of rows': with1({ text: select, values: [], rows: 1 }),
  'a callback after the text': callingBack(select, 'callback'),
  'a callback after the values': callingBack(byId, [1], 'callback'),
  'a callback after undefined values': callingBack(select, undefined, 'callback'),
  'a callback after a config': callingBack({ text: byId, values: [1] }, 'callback'),
  'a callback that gets an error': callingBack('select * from nowhere', 'callback'),
  'several statements in one text': with1('select 1 as a; select 2 as b, 3 as c'),
  'several statements, the second one wrong': failing('select 1 as a; select oops'),
  'an empty text': with1(''),
  'a text that is only a comment': with1('-- nothing'),
  'a trailing semicolon and whitespace': with1('select 1 as a ;  \n'),
  'a text that ends in a line comment': with1('select 1 as a -- the end'),
  'a text with comments, strings and dollar quotes': with1(
    `select '/* no */' as a, $body$ -- no $body$ as b, "slug" /* yes /* nested */ */ from courses`,
  ),
  'insert, update and delete': onEach(async (query) => [
    await query("insert into courses (slug, title) values ('x', 'X') returning id > 0 as made"),
    await query("update courses set title = 'Y' where slug = $1", ['x']),
    await query('delete from courses where slug = $1 returning title', ['x']),
  ]),
  'DDL and utility statements': onEach(async (query) => [
    await query('create temporary table if not exists notes (a int)'),
    await query('show search_path'),
    await query('drop table if exists notes'),
  ]),
  'an error with its position': failing('select id, oops from courses'),
  'an error with its position in a long text': failing(
    `select ${'id, '.repeat(300)} oops from courses`,
  ),
  'an error with its position after characters of two code units': failing(
    `select '${'🐘'.repeat(300)}', oops from courses where id = $1`,
    [1],
  ),
  'an error with every detail': failing(
    "insert into courses (slug, title) values ('sql', 'again')",
  ),
  'an error inside a function': failing(
    "do $$ begin raise exception 'mine' using hint = 'h'; end $$",
  ),
  'a value that the server rejects': failing(byId, ['not a number']),
  'too few values': failing('select $1::int + $2::int', [1]),
  'an unclosed string': failing("select 'open"),
  'no argument': failing(),
  null: failing(null),
  'a number': failing(7),
  'a callback that is not a function': async (app) => {
    if (isOld) return
    const client = await app.client()
    return failure(() => client.query(select, [], 'not a function' as never))
  },
  'a value whose preparation throws': async (app) => {
    if (isOld) return
    const value = {
      toPostgres: () => {
        throw new Error('of the app')
      },
    }
    return failure((await app.client()).query(byId, [value]))
  },
  'a function instead of the text': async (app) => {
    const pool = app.pool()
    return new Promise((resolve) => pool.query(resolve as never, []))
  },
  'a callback inside the config': async (app) => {
    const client = await app.client()
    const config = { text: byId, values: [1] }
    return new Promise((resolve) => {
      Object.assign(config, { callback: (...results: unknown[]) => resolve(results) })
      app.note(client.query(config) as unknown)
    })
  },
  'a config whose text is a getter': async (app) => {
    const client = await app.client()
    const config = new GetterConfig()
    return [await client.query(config), config instanceof GetterConfig]
  },
  'a config that many queries share': async (app) => {
    const pool = app.pool()
    const config = { text: byId, values: [1] }
    const results = await Promise.all([pool.query(config), pool.query(config), pool.query(config)])
    return [results, config.text, config.values]
  },
  'values that the app changes after the call': async (app) => {
    const client = await app.client()
    const values = [1]
    const result = client.query(byId, values)
    values[0] = 2
    return result
  },
  "the app's values are not changed": async (app) => {
    const values = [1, 'a', null]
    await (await app.client()).query('select $1::int, $2::text, $3::text', values)
    return values
  },
  'queries in a queue': async (app) => {
    const client = await app.client()
    const texts = ['select 1 as n', 'select oops', 'select 3 as n']
    return Promise.allSettled(texts.map((text) => client.query(text)))
  },
  'queries before the client is connected': async (app) => {
    const client = app.unconnected()
    const early = client.query('select 1 as early')
    await client.connect()
    return early
  },
  'a promise class of the app': async (app) => {
    class AppPromise<T> extends Promise<T> {}
    const pool = app.pool({ Promise: AppPromise } as never)
    const result = pool.query(select)
    return [result instanceof AppPromise, await result, pool.connect().then(close)]
  },
  'a type parser of the client': async (app) => {
    const client = await app.client({ types: { getTypeParser: () => () => 'mine' } as never })
    return client.query(select)
  },
  'an unhandled rejection': async (app) => {
    const client = await app.client()
    const unhandled = once(process, 'unhandledRejection')
    void client.query('select nobody')
    await client.query('select 1')
    await unhandled
  },
  'an unhandled rejection of a pool': async (app) => {
    void app.pool().query('select nobody')
    await once(process, 'unhandledRejection')
  },
  "stacks include the app's own functions": async (app) => {
    const pool = app.pool()
    async function repository() {
      return await pool.query('select oops')
    }
    async function service() {
      return await repository()
    }
    return failure(service())
  },
  'the order of callbacks, promises and ticks': async (app) => {
    const client = await app.client()
    client.query('select 1', () => {
      app.note('callback')
      process.nextTick(() => app.note('tick'))
      queueMicrotask(() => app.note('microtask'))
    })
    await client.query('select 2').then(() => app.note('promise'))
  },
  'a callback that throws': throwingCallback,
  'the helpers of a client': async (app) => {
    const client = await app.client()
    return [
      client.escapeLiteral("it's"),
      client.escapeIdentifier('a"b'),
      pg.escapeLiteral('x'),
      client instanceof pg.Client,
      client.constructor === pg.Client,
      Object.keys(client),
    ]
  },
}

const close = (client: { release(): void }) => client.release()

/** An error in a callback reaches the process. */
async function throwingCallback(app: Stage) {
  const client = await app.client()
  client.query('select 1', () => {
    throw new Error('of the app')
  })
  return client.query('select 2 as goes_on')
}
