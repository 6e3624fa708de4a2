import * as kysely from 'kysely'
import type { Kysely, Migration, MigratorProps } from 'kysely'
import type { Scenarios } from '../harness/scenario.js'
import type { Stage } from '../harness/stage.js'

const migrations: Record<string, Migration> = {
  '1-notes': {
    up: (db) => db.schema.createTable('notes').addColumn('a', 'integer').execute(),
    down: (db) => db.schema.dropTable('notes').execute(),
  },
  '2-index': {
    up: (db) => db.schema.createIndex('notes_a').on('notes').column('a').execute(),
    down: (db) => db.schema.dropIndex('notes_a').execute(),
  },
}

const broken: Record<string, Migration> = {
  ...migrations,
  '3-broken': { up: (db) => sql`select oops`.execute(db).then(() => {}) },
}

const { sql } = kysely

/** Since Kysely 0.29 it has its own module. */
const migrationModule = 'kysely/migration'

async function newMigrator(props: MigratorProps): Promise<kysely.Migrator> {
  const { Migrator } = 'Migrator' in kysely ? kysely : await import(migrationModule)
  return new Migrator(props)
}

function runnerOf(app: Stage, db: Kysely<never>, of = migrations): Promise<kysely.Migrator> {
  app.after(() => dropAll(db))
  return newMigrator({ db, provider: { getMigrations: async () => of } })
}

const dropAll = (db: Kysely<never>) =>
  sql`drop table if exists notes, kysely_migration, kysely_migration_lock`.execute(db)

const withoutDate = ({ name, executedAt }: { name: string; executedAt?: Date }) => [
  name,
  executedAt !== undefined,
]

export const migrator: Scenarios = {
  'to the latest, back and list': async (app) => {
    const db = app.kysely() as unknown as Kysely<never>
    const runner = await runnerOf(app, db)
    app.note(await runner.migrateToLatest())
    app.note((await runner.getMigrations()).map(withoutDate))
    app.note(await runner.migrateDown())
    return runner.migrateTo('2-index')
  },
  'a migration that fails is rolled back': async (app) => {
    const db = app.kysely() as unknown as Kysely<never>
    app.note(await (await runnerOf(app, db, broken)).migrateToLatest())
    return sql`select to_regclass('notes') as notes`.execute(db)
  },
  'two concurrent migrators wait for each other': async (app) => {
    const db = app.kysely() as unknown as Kysely<never>
    const runners = [await runnerOf(app, db), await runnerOf(app, db)]
    const results = await Promise.all(runners.map((runner) => runner.migrateToLatest()))
    return results.map(({ results: done = [], error }) => [done.length, error]).toSorted()
  },
  'inside a transaction of the app': async (app) => {
    const db = app.kysely() as unknown as Kysely<never>
    app.after(() => dropAll(db))
    return db.transaction().execute(async (trx) => {
      const provider = { getMigrations: async () => migrations }
      return (await newMigrator({ db: trx, provider })).migrateToLatest()
    })
  },
}
