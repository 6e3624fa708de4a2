interface Adapter {
  readonly supportsTransactionalDdl?: boolean
  readonly supportsReturning?: boolean
  readonly supportsOutput?: boolean
}

/**
 * The `db.system.name` of a Kysely dialect, inferred from its adapter's features: class names do not
 * survive a bundler, and third-party dialects have their own.
 */
export function databaseSystem(adapter: unknown): string {
  const { supportsTransactionalDdl, supportsReturning, supportsOutput } = Object(adapter) as Adapter
  if (supportsOutput) return 'microsoft.sql_server'
  if (supportsTransactionalDdl) return supportsReturning ? 'postgresql' : 'other_sql'
  return supportsReturning ? 'sqlite' : 'mysql'
}
