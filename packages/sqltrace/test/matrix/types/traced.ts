import type { ControlledTransaction, Kysely, Transaction } from 'kysely'
import type { Client, Pool, PoolClient } from 'pg'
import { traced } from 'sqltrace'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

interface Shop {
  courses: { id: number }
}

declare class AppDatabase extends Kysely<Shop> {
  readonly mine: string
}

declare class AppPool extends Pool {
  readonly mine: string
}

declare const targets: {
  kysely: Kysely<Shop>
  transaction: Transaction<Shop>
  controlled: ControlledTransaction<Shop, ['a']>
  subclass: AppDatabase
  pool: Pool
  appPool: AppPool
  client: Client
  poolClient: PoolClient
}

type Exact<T, R> = Same<T, R> extends true ? R : never

/** Each of these is an error unless `traced` returns exactly the type that it was given. */
export const results = {
  kysely: exact(targets.kysely, traced(targets.kysely)),
  transaction: exact(targets.transaction, traced(targets.transaction)),
  controlled: exact(targets.controlled, traced(targets.controlled)),
  subclass: exact(targets.subclass, traced(targets.subclass)),
  pool: exact(targets.pool, traced(targets.pool)),
  appPool: exact(targets.appPool, traced(targets.appPool)),
  client: exact(targets.client, traced(targets.client)),
  poolClient: exact(targets.poolClient, traced(targets.poolClient)),
}

function exact<T, R>(_target: T, result: Exact<T, R>): R {
  return result
}

// @ts-expect-error A class is none of them.
traced(Map)
// @ts-expect-error Options have no other names.
traced(targets.pool, { application_name: 'shop' })
