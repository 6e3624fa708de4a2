import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

/** Kysely's driver that sends nothing, with one permanent connection, like those in a pool. */
class OneConnection extends DummyDriver {
  #connection

  async acquireConnection() {
    return (this.#connection ??= await super.acquireConnection())
  }
}

/** A Kysely without a database, so that only the cost of Kysely and of tracing remains. */
export function dummyKysely() {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneConnection(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
