import type { Kysely } from 'kysely'
import { writer } from '../database/database.js'
import { listing } from '../database/listing.js'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'
import type { Platform } from '../database/schema.js'

/** A cached value. */
export interface Entry {
  readonly section: string
  readonly key: string
  readonly value: string
}

class CacheRepository extends Repository {
  /** The value for a key, unless it has expired. */
  async get(key: string): Promise<string | undefined> {
    const wanted = listing('caches', { where: { key }, after: ['expires_at'] })
    // event 7: GET /search
    const [entry] = await this.send(wanted, writer)
    return entry?.value
  }

  /** Caches a value for some seconds. */
  async put(entry: Entry, seconds: number, database: Kysely<Platform> = writer): Promise<void> {
    const row = { ...entry, expires_at: new Date(Date.now() + 1000 * seconds) }
    const query = queries
      .insertInto('caches')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    // event 7: GET /search, job warm-caches
    await this.send(query, database)
  }

  /** Removes a whole section. */
  async drop(section: string, database: Kysely<Platform>): Promise<void> {
    await this.send(queries.deleteFrom('caches').where('section', '=', section), database)
  }
}

export const caches = new CacheRepository()
