import type { Compilable, Kysely } from 'kysely'
import { reader } from './database.js'
import type { Platform } from './schema.js'

/** What all repositories have in common: every query of the platform leaves through `send`. */
export abstract class Repository {
  /** Sends a query to a reader, or to the database or transaction that is given. */
  protected async send<Row>(
    query: Compilable<Row>,
    database: Kysely<Platform> = reader(),
  ): Promise<Row[]> {
    const { rows } = await database.executeQuery(query.compile())
    return rows
  }
}
