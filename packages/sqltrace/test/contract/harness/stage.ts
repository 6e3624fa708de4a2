import { Kysely, PostgresDialect } from 'kysely'
import type { KyselyConfig, KyselyPlugin } from 'kysely'
import pg from 'pg'
import type { Client, ClientConfig, Pool, PoolConfig } from 'pg'
import type { Traceable, TracedOptions } from '../../../src/index.js'
import type { Shop } from './shop.js'
import { until } from './until.js'

/** `traced`, or a function that returns the client unchanged. */
export type Wrap = <T extends Traceable>(target: T, options?: TracedOptions) => T

/** Options for a scenario's Kysely. */
export interface KyselyOptions {
  readonly plugins?: KyselyPlugin[]
  readonly log?: NonNullable<KyselyConfig['log']>
  readonly pool?: Pool
}

type Cleanup = () => unknown

/** The stage of a scenario: creates plain or traced clients, and records what happens. */
export class Stage {
  readonly url: string
  readonly wrap: Wrap
  readonly notes: unknown[] = []
  readonly #cleanups: Cleanup[] = []

  constructor(url: string, wrap: Wrap) {
    this.url = url
    this.wrap = wrap
  }

  note(...facts: unknown[]): void {
    this.notes.push(facts.length === 1 ? facts[0] : facts)
  }

  /** Records events of an emitter with their arguments. */
  listen(emitter: NodeJS.EventEmitter, ...events: string[]): void {
    for (const event of events) {
      emitter.on(event, (...facts: unknown[]) => this.note(event, ...facts.map(briefly)))
    }
  }

  /** Waits until an event was recorded that many times. */
  recorded(event: string, times = 1): Promise<void> {
    return until(() => this.notes.flat().filter((fact) => fact === event).length >= times)
  }

  /** Runs `cleanup` after the scenario, last registered first. */
  after(cleanup: Cleanup): void {
    this.#cleanups.push(cleanup)
  }

  async tearDown(): Promise<void> {
    for (const cleanup of this.#cleanups.toReversed()) await cleanup()
  }

  pool(config: PoolConfig = {}): Pool {
    return this.wrap(this.plainPool(config))
  }

  plainPool(config: PoolConfig = {}): Pool {
    const pool = new pg.Pool({ connectionString: this.url, max: 2, ...config })
    this.after(() => pool.ending || pool.end())
    return pool
  }

  async client(config: ClientConfig = {}): Promise<Client> {
    const client = this.unconnected(config)
    await client.connect()
    return client
  }

  unconnected(config: ClientConfig = {}): Client {
    const client = new pg.Client({ connectionString: this.url, ...config })
    this.after(() => client.end().catch(() => {}))
    return this.wrap(client)
  }

  kysely(options: KyselyOptions = {}): Kysely<Shop> {
    return this.wrap(this.plainKysely(options))
  }

  plainKysely({ pool, ...config }: KyselyOptions = {}): Kysely<Shop> {
    const dialect = new PostgresDialect({ pool: pool ?? this.plainPool() })
    return new Kysely<Shop>({ dialect, ...config })
  }
}

/** Emitters are the app's own objects: their class is enough. */
function briefly(fact: unknown): unknown {
  const { on, constructor } = Object(fact)
  return typeof on === 'function' ? constructor.name : fact
}
