/** The part of Kysely's `CompiledQuery` that is touched. */
export interface CompiledQuery {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly query?: unknown
}

export interface QueryResult {
  readonly rows?: readonly unknown[]
}

/** The part of Kysely's `DatabaseConnection` that is touched. */
export interface Connection {
  executeQuery(query: CompiledQuery, ...rest: unknown[]): Promise<QueryResult>
  streamQuery(query: CompiledQuery, ...rest: unknown[]): AsyncIterableIterator<QueryResult>
}

export type Consumer = (connection: Connection) => Promise<unknown>

export interface ConnectionProvider {
  provideConnection(consumer: Consumer, ...rest: unknown[]): Promise<unknown>
}

/** Kysely's `QueryExecutor`, as all its versions from 0.27 have it. */
export interface Executor extends ConnectionProvider {
  readonly adapter: unknown
  readonly plugins: readonly unknown[]
  transformQuery(...args: unknown[]): unknown
  compileQuery(...args: unknown[]): unknown
  executeQuery(query: CompiledQuery, ...rest: unknown[]): Promise<QueryResult>
  stream(query: CompiledQuery, ...rest: unknown[]): AsyncIterableIterator<QueryResult>
  withConnectionProvider(provider: ConnectionProvider): Executor
  withPlugin(plugin: unknown): Executor
  withPlugins(plugins: readonly unknown[]): Executor
  withPluginAtFront(plugin: unknown): Executor
  withoutPlugins(): Executor
}

/** The part of a Kysely instance that is touched; a transaction has it too. */
export interface KyselyInstance {
  getExecutor(): Executor
  withPlugin(plugin: unknown): KyselyInstance
}

/** Several copies and both builds of kysely may be loaded, so its classes tell nothing. */
export function isKysely(value: object): value is KyselyInstance {
  const { getExecutor, withPlugin } = value as Partial<KyselyInstance>
  return typeof getExecutor === 'function' && typeof withPlugin === 'function'
}
