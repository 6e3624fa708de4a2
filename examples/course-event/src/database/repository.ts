import type { Compilable, Kysely } from 'kysely'
import { reader } from './database.js'
import type { Platform } from './schema.js'

/** The base of all repositories: every query of the platform is sent by `send`. */
export abstract class Repository {
  /** Sends a query to a reader, or to the given database or transaction. */
  protected async send<Row>(
    query: Compilable<Row>,
    database: Kysely<Platform> = reader(),
  ): Promise<Row[]> {
    const { rows } = await database.executeQuery(query.compile())
    return rows
  }
}
