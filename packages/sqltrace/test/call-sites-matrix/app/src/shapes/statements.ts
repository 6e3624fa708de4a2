import { CompiledQuery, Migrator, sql } from 'kysely'
import { query } from '../shape.ts'
import type { Shape } from '../shape.ts'

const transaction: Shape = async ({ db }) => {
  //@transaction
  await db.transaction().execute(async (trx) => {
    await query(trx).execute() //@transaction
  })
}

const controlled: Shape = async ({ db }) => {
  const trx = await db.startTransaction().execute() //@controlled
  await query(trx).execute() //@controlled
  const saved = await trx.savepoint('a').execute() //@controlled
  await saved.rollbackToSavepoint('a').execute() //@controlled
  await trx.commit().execute() //@controlled
}

const rolledBack: Shape = async ({ db }) => {
  //@rolledBack
  const pending = db.transaction().execute(async (trx) => {
    await query(trx).execute() //@rolledBack
    throw new Error('rolled back')
  })
  await pending.catch(() => {})
}

const connection: Shape = ({ db }) =>
  db.connection().execute(async (one) => {
    await query(one).execute() //@connection
  })

const raw: Shape = async ({ db }) => {
  await sql`select 'shape:'`.execute(db) //@raw
  await db.executeQuery(CompiledQuery.raw("select 'shape:'")) //@raw
  const compiled = query(db).compile()
  await db.executeQuery(compiled) //@raw
}

const schema: Shape = async ({ db }) => {
  await db.schema.createTable('shape:').addColumn('id', 'integer').execute() //@schema
  await db.schema.dropTable('shape:').execute() //@schema
}

const stream: Shape = async ({ db }) => {
  const rows = query(db).stream()
  //@stream
  for await (const _ of rows) {
    continue
  }
}

const up = async (db: Parameters<Shape>[0]['db']) => {
  await query(db).execute() //@migration
}

/** The Migrator's own statements are sent by Kysely after awaits of its own. */
const migration: Shape = async ({ db }) => {
  for (const table of ['kysely_migration', 'kysely_migration_lock']) {
    await db.schema.dropTable(table).ifExists().execute()
  }
  const provider = { getMigrations: async () => ({ first: { up } }) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
}

export const statements = {
  transaction,
  controlled,
  rolledBack,
  connection,
  raw,
  schema,
  stream,
  migration,
}
