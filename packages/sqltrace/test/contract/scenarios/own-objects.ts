import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, QueryId } from 'kysely'
import pg from 'pg'
import type { Scenarios } from '../harness/scenario.js'

/** A config with private fields, which a copy lacks. */
class OwnConfig {
  readonly #text: string
  readonly #values: unknown[]
  constructor(text: string, values: unknown[]) {
    this.#text = text
    this.#values = values
  }
  get text() {
    return this.#text
  }
  get values() {
    return this.#values
  }
  get rowMode() {
    return this.#values.length > 1 ? 'array' : undefined
  }
}

/** Fields that depend on each other, as in an ORM's own query. */
class WithGetters {
  table = 'courses'
  get text() {
    return `select slug from ${this.table} order by id`
  }
}

const sendBoth = async (send: (config: never) => Promise<unknown>, config: object) => {
  const before = JSON.stringify(config)
  const outcome = await (async () => send(config as never))().catch(String)
  return [outcome, JSON.stringify(config) === before]
}

/** Instances of the app's own classes, passed to pg. */
export const ownConfigs: Scenarios = {
  'a config with private fields': async (app) => {
    const client = await app.client()
    return sendBoth((config) => client.query(config), new OwnConfig('select $1::int as n', [1]))
  },
  'the same on a pool': async (app) => {
    const pool = app.pool()
    return sendBoth((config) => pool.query(config), new OwnConfig('select $1::int + $2', [1, 2]))
  },
  'a config with getters': async (app) => {
    const client = await app.client()
    return sendBoth((config) => client.query(config), new WithGetters())
  },
  'a frozen config with its own callback': async (app) => {
    const client = await app.client()
    return new Promise((resolve) => {
      const callback = (error: unknown, result: pg.QueryResult) => resolve([error, result.rows])
      client.query(Object.freeze({ text: 'select 1 as n', callback }) as never)
    })
  },
  'a config without a prototype': async (app) => {
    const client = await app.client()
    const config = Object.assign(Object.create(null), { text: 'select $1 as t', values: ['x'] })
    return sendBoth((given) => client.query(given), config)
  },
}

/** A compiled query as a library may create it. */
class OwnCompiled {
  readonly #sql: string
  readonly query: CompiledQuery['query']
  readonly queryId = { queryId: 'own' } as QueryId
  readonly label = 'of the app'
  constructor(sql: string, query: CompiledQuery['query']) {
    this.#sql = sql
    this.query = query
  }
  get sql() {
    return this.#sql
  }
  get parameters() {
    return [1]
  }
}

/** A driver whose connection responds immediately, and records what it receives. */
class OwnDriver extends DummyDriver {
  readonly #seen: (query: OwnCompiled) => void
  constructor(seen: (query: OwnCompiled) => void) {
    super()
    this.#seen = seen
  }
  override async acquireConnection() {
    return {
      executeQuery: (query: OwnCompiled) => {
        this.#seen(query)
        return { rows: [{ n: query.parameters[0] }] }
      },
      streamQuery: async function* () {},
    } as unknown as DatabaseConnection
  }
}

/** The same for Kysely. */
export const ownQueries: Scenarios = {
  'a compiled query of a custom class': async (app) => {
    const db = app.kysely()
    const { query } = db.selectFrom('courses').select('slug').where('id', '=', 1).compile()
    const own = new OwnCompiled('select slug from courses where id = $1', query)
    return (await db.executeQuery(own as unknown as CompiledQuery)).rows
  },
  'a driver that returns no promise': async (app) => {
    const db = app.wrap(
      new Kysely<{ t: { n: number } }>({
        dialect: {
          createAdapter: () => new PostgresAdapter(),
          createDriver: () =>
            new OwnDriver(({ label, parameters }) => app.note(label, [...parameters])),
          createIntrospector: () => undefined as never,
          createQueryCompiler: () => new PostgresQueryCompiler(),
        },
      }),
    )
    const { query } = db.selectFrom('t').select('n').compile()
    const own = new OwnCompiled('select n from t where n = $1', query)
    return (await db.executeQuery(own as unknown as CompiledQuery)).rows
  },
  'a consumer of a connection that returns no promise': async (app) => {
    const db = app.kysely()
    const executor = db.getExecutor() as unknown as {
      provideConnection(consumer: (connection: unknown) => unknown): Promise<unknown>
    }
    return executor.provideConnection(() => 5)
  },
}
