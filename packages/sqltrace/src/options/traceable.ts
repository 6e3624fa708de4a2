/** The shape of a Kysely instance, a transaction or a controlled transaction. */
export interface KyselyLike {
  getExecutor(): unknown
  withPlugin(plugin: never): unknown
}

/** The shape of a pg `Pool`, `Client` or `PoolClient`. */
export interface PgLike {
  connect: unknown
  query: unknown
}

/** What `traced` accepts. */
export type Traceable = KyselyLike | PgLike
