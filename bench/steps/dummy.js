import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

/** Kysely's driver that sends nothing, with one connection for good, as pools keep theirs. */
class OneConnection extends DummyDriver {
  #connection

  async acquireConnection() {
    return (this.#connection ??= await super.acquireConnection())
  }
}

/** A Kysely without a database: what is left is the cost of Kysely and of whoever traces it. */
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
