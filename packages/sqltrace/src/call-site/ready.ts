/**
 * Resolves when the original positions of all loaded files are known. Await it before the first
 * query of a bundled app: pg_stat_statements keeps the first comment it sees.
 *
 * ```ts
 * import { ready, traced } from 'sqltrace'
 *
 * const pool = traced(new Pool())
 * await ready()
 * ```
 */
export async function ready(): Promise<void> {}
