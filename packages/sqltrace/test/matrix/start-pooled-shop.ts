import { startPgbouncer } from '@sqltrace/testing'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'

/** A shop behind a PgBouncer in transaction mode. */
export async function startPooledShop(): Promise<ShopServer> {
  const shop = await startShop()
  const { url, stop } = await startPgbouncer(shop.server)
  return { ...shop, url, stop: () => stop().then(shop.stop) }
}
