/** The part of Kysely's `CompiledQuery` that we use. */
export interface CompiledQuery {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly query?: unknown
}

export interface QueryResult {
  readonly rows?: readonly unknown[]
}

/** The part of Kysely's `DatabaseConnection` that we use. */
export interface Connection {
  executeQuery(query: CompiledQuery, ...rest: unknown[]): Promise<QueryResult>
  streamQuery(query: CompiledQuery, ...rest: unknown[]): AsyncIterableIterator<QueryResult>
}

export type Consumer = (connection: Connection) => Promise<unknown>

export interface ConnectionProvider {
  provideConnection(consumer: Consumer, ...rest: unknown[]): Promise<unknown>
}

/** Kysely's `QueryExecutor`, as in all versions since 0.27. */
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

/** The part of a Kysely instance or transaction that we use. */
export interface KyselyInstance {
  getExecutor(): Executor
  withPlugin(plugin: unknown): KyselyInstance
}

/** Checks the shape, not the class: several copies and both builds of kysely may be loaded. */
export function isKysely(value: object): value is KyselyInstance {
  const { getExecutor, withPlugin } = value as Partial<KyselyInstance>
  return typeof getExecutor === 'function' && typeof withPlugin === 'function'
}
