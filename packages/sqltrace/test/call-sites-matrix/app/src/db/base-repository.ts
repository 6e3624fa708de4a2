import { query } from '../shape.ts'
import type { Databases } from '../shape.ts'

/** Sends everything from one line; the app ignores this folder. */
export class BaseRepository {
  readonly #db: Databases['db']

  constructor(db: Databases['db']) {
    this.#db = db
  }

  async all(): Promise<unknown> {
    return query(this.#db).execute()
  }
}
