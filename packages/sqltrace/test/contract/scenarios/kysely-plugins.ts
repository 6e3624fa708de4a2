import { CamelCasePlugin, DeduplicateJoinsPlugin, sql } from 'kysely'
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely'
import type { Scenarios } from '../harness/scenario.js'
import type { Stage } from '../harness/stage.js'

/** Records when it is called, and keeps state per query as real plugins do. */
class NotingPlugin implements KyselyPlugin {
  readonly #app: Stage
  readonly #name: string
  readonly #seen = new WeakMap<object, string>()

  constructor(app: Stage, name: string) {
    this.#app = app
    this.#name = name
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    this.#seen.set(queryId, node.kind)
    this.#app.note(this.#name, 'query', node.kind)
    return node
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs) {
    this.#app.note(this.#name, 'result', this.#seen.get(queryId))
    return result
  }
}

const plugins = (app: Stage, ...names: string[]) => names.map((name) => new NotingPlugin(app, name))

export const kyselyPlugins: Scenarios = {
  'their order': async (app) => {
    const db = app.kysely({ plugins: plugins(app, 'a', 'b') })
    return db.selectFrom('courses').select('slug').orderBy('id').execute()
  },
  'added before and after it is traced': async (app) => {
    const [a, b, c] = plugins(app, 'a', 'b', 'c')
    const db = app.wrap(app.plainKysely({ plugins: [a!] }).withPlugin(b!)).withPlugin(c!)
    return db.selectFrom('courses').select('slug').orderBy('id').execute()
  },
  removed: async (app) => {
    const db = app.kysely({ plugins: plugins(app, 'a') }).withoutPlugins()
    return db.selectFrom('courses').select('slug').orderBy('id').execute()
  },
  'a plugin of one query': async (app) => {
    const [a] = plugins(app, 'a')
    const db = app.kysely()
    await db.selectFrom('courses').select('slug').withPlugin(a!).execute()
    return db.selectFrom('orders').select('id').orderBy('id').execute()
  },
  'a query that is built inside another one': async (app) => {
    const db = app.kysely({ plugins: plugins(app, 'a') })
    const inner = db.selectFrom('orders').select('course_id')
    return db.selectFrom('courses').select('slug').where('id', 'in', inner).orderBy('id').execute()
  },
  'state that a plugin keeps for a transaction': async (app) => {
    const [a] = plugins(app, 'a')
    const db = app.kysely()
    await db
      .withPlugin(a!)
      .transaction()
      .execute((trx) => trx.selectFrom('courses').select('id').execute())
    return db.selectFrom('orders').select('id').orderBy('id').execute()
  },
  withSchema: async (app) => {
    const db = app.kysely()
    await db
      .withSchema('archive')
      .insertInto('courses')
      .values({ slug: 'old', title: 'Old' })
      .execute()
    return [
      await db.withSchema('archive').selectFrom('courses').select('slug').execute(),
      await db.selectFrom('courses').select('slug').orderBy('id').execute(),
    ]
  },
  withTables: async (app) => {
    const db = app.kysely().withTables<{ 'archive.courses': { slug: string } }>()
    return db.selectFrom('archive.courses').selectAll().execute()
  },
  CamelCasePlugin: async (app) => {
    const db = app.kysely({ plugins: [new CamelCasePlugin()] })
    return db.selectFrom('orders').selectAll().orderBy('id').execute()
  },
  'CamelCasePlugin removed from raw SQL': async (app) => {
    const db = app.kysely({ plugins: [new CamelCasePlugin()] })
    const query = sql`select course_id from orders order by id`
    return [await query.execute(db), await query.execute(db.withoutPlugins())]
  },
  DeduplicateJoinsPlugin: async (app) => {
    const db = app.kysely({ plugins: [new DeduplicateJoinsPlugin()] })
    return db
      .selectFrom('orders')
      .innerJoin('courses', 'courses.id', 'orders.course_id')
      .innerJoin('courses', 'courses.id', 'orders.course_id')
      .select(['orders.id', 'courses.slug'])
      .orderBy('orders.id')
      .execute()
  },
  'a plugin that fails': async (app) => {
    const broken: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: () => Promise.reject(new Error('of the app')),
    }
    const db = app.kysely({ plugins: [broken] })
    return db
      .selectFrom('courses')
      .selectAll()
      .execute()
      .catch((error: unknown) => error)
  },
  'log, as a list and as a function': async (app) => {
    const db = app.kysely({
      log: ({ level, query, queryDurationMillis }) =>
        app.note(level, query.parameters, queryDurationMillis >= 0),
    })
    await db.selectFrom('courses').select('slug').where('id', '=', 1).execute()
    return sql`select oops`.execute(db).catch((error: unknown) => error)
  },
}
