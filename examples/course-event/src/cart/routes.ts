import type { FastifyInstance } from 'fastify'
import { visitorOf } from '../visitors/visitor.js'
import { carts } from './cart-repository.js'
import { checkOut } from './checkout.js'

/** The cart and the checkout. */
export function cartRoutes(app: FastifyInstance): void {
  app.get('/cart', async (request) => {
    const { userId } = await visitorOf(request)
    return carts.prices(await carts.courseIds(userId))
  })

  app.post('/checkout', async (request) => {
    const { userId } = await visitorOf(request)
    return { order: await checkOut(userId) }
  })
}
