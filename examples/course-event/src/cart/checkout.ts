import { writer } from '../database/database.js'
import { carts } from './cart-repository.js'
import { pay } from './payments.js'

/** Orders and pays for the courses in a user's cart; returns the order's number. */
export async function checkOut(userId: number): Promise<number> {
  const prices = await carts.prices(await carts.courseIds(userId))
  const total = prices.reduce((sum, { amount }) => sum + amount, 0)
  return writer.transaction().execute(async (trx) => {
    const id = await carts.order(userId, total, trx)
    await carts.close(id, await pay(id, total), trx)
    return id
  })
}
