import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migration.js'
import type { Platform } from './schema.js'
import { seed } from './seed.js'

/** Creates the platform's tables in a database, and fills them. */
export async function fill(connectionString: string): Promise<void> {
  const pool = new pg.Pool({ connectionString })
  const db = new Kysely<Platform>({ dialect: new PostgresDialect({ pool }) })
  await migrate(db)
  await seed(db)
  await db.destroy()
}
