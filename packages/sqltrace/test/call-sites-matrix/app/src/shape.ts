import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'

/** What a shape may use: both are traced. */
export interface Databases {
  readonly db: Kysely<any>
  readonly pool: Pool
}

/** Sends statements from the lines that end with `//@` and its name, and from no other. */
export type Shape = (databases: Databases) => Promise<unknown>

/** A query of Kysely's that is not sent yet. */
export const query = (db: Kysely<any>) => db.selectNoFrom(sql.lit('shape:').as('shape'))

export const text = "select 'shape:'"
