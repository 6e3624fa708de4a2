/** A Kysely instance, a transaction or a controlled transaction, by its shape. */
export interface KyselyLike {
  getExecutor(): unknown
  withPlugin(plugin: never): unknown
}

/** A pg `Pool`, `Client` or `PoolClient`, by its shape. */
export interface PgLike {
  connect: unknown
  query: unknown
}

/** What `traced` takes. */
export type Traceable = KyselyLike | PgLike
