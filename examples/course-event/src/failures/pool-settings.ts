import { setTimeout as sleep } from 'node:timers/promises'
import type { Postgres } from '@sqltrace/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { startNetwork } from '../stage/network.js'

/** How a pool with some settings recovers after its server was away. */
export interface PoolRecovery {
  readonly settings: string
  readonly asked: 'pool.query' | 'Kysely'
  /** Milliseconds from the server's return to the first result; `undefined` if there was none within 8 seconds. */
  readonly killed: number | undefined
  /** The same after the server's machine fell silent. */
  readonly lost: number | undefined
}

const connecting = { connectionTimeoutMillis: 1000 }
const querying = { ...connecting, query_timeout: 1000 }
const variants: Readonly<Record<string, pg.PoolConfig>> = {
  'the defaults': {},
  connectionTimeoutMillis: connecting,
  '… and query_timeout': querying,
  '… and query_timeout, maxLifetimeSeconds': { ...querying, maxLifetimeSeconds: 2 },
}

const patience = 8000

/** Kills and restarts a server, then makes the network to it fall silent for a while. */
export async function measurePools(server: Postgres): Promise<PoolRecovery[]> {
  const network = await startNetwork(server.port)
  const url = `postgres://postgres@127.0.0.1:${network.port}/postgres`
  const users = Object.entries(variants).flatMap(([settings, config]) => [
    new PoolUser(settings, 'pool.query', { ...config, connectionString: url }),
    new PoolUser(settings, 'Kysely', { ...config, connectionString: url }),
  ])
  await sleep(500)
  await server.kill()
  await server.restart()
  const killed = await Promise.all(users.map((user) => user.nextAnswer()))
  await sleep(1500) // Until all pools are full again: a connection that is being opened would time out.
  network.lose()
  await sleep(1500)
  network.restore()
  const lost = await Promise.all(users.map((user) => user.nextAnswer()))
  for (const user of users) user.stop()
  network.stop()
  return users.map(({ settings, asked }, index) => ({
    settings,
    asked,
    killed: killed[index],
    lost: lost[index],
  }))
}

/** Keeps all connections of a pool busy. */
class PoolUser {
  readonly settings: string
  readonly asked: PoolRecovery['asked']
  readonly #ask: () => Promise<unknown>
  #answers = 0
  #isStopped = false

  constructor(settings: string, asked: PoolRecovery['asked'], config: pg.PoolConfig) {
    this.settings = settings
    this.asked = asked
    const pool = new pg.Pool({ ...config, max: 2 })
    const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
    const expected = () => {}
    pool.on('error', expected).on('connect', (client) => client.on('error', expected))
    this.#ask = () => (asked === 'Kysely' ? sql`select 1`.execute(db) : pool.query('select 1'))
    for (let worker = 0; worker < 3; worker++) void this.#work()
  }

  async nextAnswer(): Promise<number | undefined> {
    const [started, answers] = [performance.now(), this.#answers]
    while (performance.now() - started < patience) {
      if (this.#answers > answers) return performance.now() - started
      await sleep(5)
    }
    return undefined
  }

  stop(): void {
    this.#isStopped = true
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      await this.#ask().then(
        () => this.#answers++,
        () => sleep(20),
      )
      await sleep(5)
    }
  }
}
