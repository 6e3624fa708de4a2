import { Kysely, MysqlAdapter, MysqlQueryCompiler } from 'kysely'
import type { CompiledQuery, Dialect } from 'kysely'

/** A Kysely with another dialect, whose driver records what it receives and returns no rows. */
export function mysqlKysely(sent: string[] = []): Kysely<{ items: { id: number } }> {
  const connection = {
    executeQuery: ({ sql }: CompiledQuery) => {
      sent.push(sql)
      return Promise.resolve({ rows: [] })
    },
    streamQuery: () => {
      throw new Error('not here')
    },
  }
  const nothing = () => Promise.resolve()
  const driver = {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  }
  const dialect = {
    createAdapter: () => new MysqlAdapter(),
    createQueryCompiler: () => new MysqlQueryCompiler(),
    createDriver: () => driver,
  } as unknown as Dialect
  return new Kysely({ dialect })
}
