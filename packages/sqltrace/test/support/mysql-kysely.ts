import { Kysely, MysqlAdapter, MysqlQueryCompiler } from 'kysely'
import type { CompiledQuery, Dialect } from 'kysely'

/** A Kysely of another dialect, whose driver keeps what it is given and answers nothing. */
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
