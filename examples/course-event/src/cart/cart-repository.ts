import type { Transaction } from 'kysely'
import { listing } from '../database/listing.js'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'
import type { Platform } from '../database/schema.js'

class CartRepository extends Repository {
  /** The courses in a user's cart. */
  async courseIds(user_id: number): Promise<number[]> {
    const rows = await this.send(listing('carts', { where: { user_id } }))
    return rows.map(({ course_id }) => course_id)
  }

  /** What courses cost today. */
  prices(course_id: readonly number[]) {
    const today = { where: { course_id }, before: ['valid_from'], after: ['valid_to'] }
    // event 4: GET /cart, POST /checkout
    return this.send(listing('course_prices', today))
  }

  /** Creates an unpaid order, and returns its number. */
  async order(user_id: number, total: number, trx: Transaction<Platform>): Promise<number> {
    const row = { user_id, total, status: 'open' }
    const [order] = await this.send(queries.insertInto('orders').values(row).returning('id'), trx)
    return order?.id ?? 0
  }

  async close(id: number, status: string, trx: Transaction<Platform>): Promise<void> {
    await this.send(queries.updateTable('orders').set({ status }).where('id', '=', id), trx)
  }
}

export const carts = new CartRepository()
