import { createNamespace, type Namespace } from '@sqltrace/cls'
import { type Postgres, startPostgres } from '@sqltrace/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { peer } from './peer.js'

interface Sequelize {
  query(sql: string): Promise<[rows: Record<string, unknown>[], metadata: unknown]>
  transaction<T>(fn: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

interface SequelizeModule {
  Sequelize: {
    new (url: string, options: { logging: false; pool: { max: number } }): Sequelize
    useCLS(namespace: Namespace): void
  }
}

let postgres: Postgres
let sequelize: Sequelize

beforeAll(async () => {
  const { Sequelize } = peer<SequelizeModule>('sequelize')
  Sequelize.useCLS(createNamespace('sequelize'))
  postgres = await startPostgres()
  sequelize = new Sequelize(postgres.url, { logging: false, pool: { max: 3 } })
  await sequelize.query('create table courses (slug text)')
}, 120_000)

afterAll(async () => {
  await sequelize?.close()
  await postgres?.stop()
})

const transactionId = async () => {
  const [rows] = await sequelize.query('select pg_current_xact_id()::text as id')
  return rows[0]?.['id']
}

test('a query inside a Sequelize transaction joins it without being passed the transaction', async () => {
  const rolledBack = sequelize.transaction(async () => {
    await sequelize.query(`insert into courses values ('algebra')`)
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  expect(await sequelize.query('select * from courses')).toMatchObject([[], {}])
})

test('concurrent Sequelize transactions keep their queries separate', async () => {
  const twice = () =>
    sequelize.transaction(async () => [await transactionId(), await transactionId()])
  const ids = await Promise.all([1, 2, 3, 4, 5].map(twice))
  for (const [first, second] of ids) expect(second).toBe(first)
  expect(new Set(ids.flat()).size).toBe(5)
  expect(await transactionId()).not.toBe(await transactionId())
})
