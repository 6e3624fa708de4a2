import type pg from 'pg'
import type { ClientBase, Pool, PoolConfig } from 'pg'
import shimmer from 'shimmer'

/** pg's `query`, whose arguments a wrapper passes on. */
export type Query = (...args: unknown[]) => unknown
type PoolClass = typeof pg.Pool
type ClientClass = NonNullable<PoolConfig['Client']>
type Wrapper = (send: Query, see: See) => Query
type Connected = (error: Error | undefined, client: ClientBase, release: () => void) => unknown

/** What other tools wrap around a pool. Each part is optional; together they are one layer. */
export interface Layer {
  /** A subclass of the pool's class. */
  readonly subclass?: (Base: PoolClass, see: See) => PoolClass
  /** A subclass of the client's class. */
  readonly client?: (Base: ClientClass, see: See) => ClientClass
  readonly config?: (see: See) => PoolConfig
  /** Applied to the pool before it is traced. */
  readonly before?: (pool: Pool, see: See) => void
  /** Applied to the pool after it is traced. */
  readonly after?: (pool: Pool, see: See) => void
}

/** Records the text that a wrapper received. */
export type See = (text: unknown) => void

export const textOf = (first: unknown) =>
  typeof first === 'string' ? first : (first as { text?: unknown }).text

/** The same arguments, with a statement wrapped around the text. */
function around([first, ...rest]: unknown[], name: string): unknown[] {
  const text = `select * from (${String(textOf(first))}) ${name}`
  if (typeof first === 'string') return [text, ...rest]
  return typeof (first as { submit?: unknown }).submit === 'function'
    ? [first, ...rest]
    : [{ ...(first as object), text }, ...rest]
}

const isPromised = (args: unknown[]) => typeof args.at(-1) !== 'function' && !isSubmittable(args[0])
const isSubmittable = (first: unknown) =>
  typeof (first as { submit?: unknown }).submit === 'function'

/** Wrappers of one `query` method: `send` is the method below. */
const wrappers: Readonly<Record<string, Wrapper>> = {
  rewrites:
    (send, see) =>
    (...args) => {
      see(textOf(args[0]))
      return send(...around(args, 'scoped'))
    },
  'takes a lock first': (send, see) => {
    return (...args) => {
      see(textOf(args[0]))
      if (!isPromised(args)) return send(...args)
      return Promise.resolve(send('select pg_advisory_lock_shared(7) as locked')).then(() =>
        send(...args),
      )
    }
  },
  'sends before it': (send, see) => {
    return (...args) => {
      see(textOf(args[0]))
      if (isPromised(args)) (send('select 1 as audited') as Promise<unknown>).catch(() => {})
      return send(...args)
    }
  },
  'guards it': (send, see) => {
    return (...args) => {
      see(textOf(args[0]))
      if (textOf(args[0]) !== 'select 13 as n') return send(...args)
      const callback = args.at(-1)
      const error = new Error('refused')
      return typeof callback === 'function' ? callback(error) : Promise.reject(error)
    }
  },
  retries: (send, see) => {
    return (...args) => {
      see(textOf(args[0]))
      if (!isPromised(args)) return send(...args)
      return (async () => {
        try {
          return await send('select 1 / 0 as failed')
        } catch {
          return await send(...args)
        }
      })()
    }
  },
  'changes values': (send, see) => {
    return (...args) => {
      see(typeof args[1] === 'function' ? 'a callback' : args[1])
      return send(...args.map((one) => (Array.isArray(one) ? one.map((value) => value + 1) : one)))
    }
  },
}

declare class Querying {
  query(...args: unknown[]): unknown
}

/** The same wrapper as a subclass of a pool or client. */
function overriding<C extends new (...args: never[]) => { query: unknown }>(
  Base: C,
  wrapper: Wrapper,
  see: See,
): C {
  const Class = class extends (Base as unknown as new (...args: never[]) => Querying) {
    override query(...args: unknown[]): unknown {
      return wrapper((...inner) => super.query(...inner), see)(...args)
    }
  }
  return Class as unknown as C
}

function patch(target: { query: unknown }, wrapper: Wrapper, see: See) {
  const query = target.query as Query
  target.query = wrapper(query.bind(target), see)
}

/** Wraps the prototype as monitoring tools do, but of a separate class for this stack. */
function shimmed<C extends new (...args: never[]) => { query: unknown }>(
  Base: C,
  wrapper: Wrapper,
  see: See,
): C {
  const Class = class extends (Base as unknown as new (...args: never[]) => Querying) {}
  shimmer.wrap(Class.prototype, 'query', (query) => {
    return function (this: Querying, ...args) {
      return wrapper(query.bind(this), see)(...args)
    }
  })
  return Class as unknown as C
}

/** A pool's hooks, and what apps do in them. */
const hooks: Readonly<Record<string, Layer>> = {
  'connect(callback) that sends first': {
    subclass: (Base) =>
      class extends Base {
        override connect(...args: unknown[]): never {
          const [callback] = args as [Connected?]
          if (!callback) return super.connect() as never
          return super.connect((error: Error | undefined, client, release) =>
            error
              ? callback(error, client as ClientBase, release)
              : client?.query("set application_name = 'scoped'", () =>
                  callback(undefined, client, release),
                ),
          ) as never
        }
      } as PoolClass,
  },
  'a pool that delegates to another': {
    subclass: (Base) =>
      class extends Base {
        readonly #other: Pool
        constructor(config: PoolConfig) {
          super(config)
          this.#other = new Base(config)
        }
        override query(...args: unknown[]): never {
          return this.#other.query(...(args as [string])) as never
        }
        override end(): never {
          return this.#other.end().then(() => super.end()) as never
        }
      } as PoolClass,
  },
  'a client patched when it connects': {
    before: (pool, see) =>
      pool.on('connect', (client) => patch(client, wrappers['sends before it']!, see)),
  },
  'a client that waits before it sends': {
    before: (pool, see) =>
      pool.on('connect', (client) => patch(client, wrappers['takes a lock first']!, see)),
  },
  onConnect: {
    config: () =>
      ({ onConnect: (client: ClientBase) => client.query('select 2 as on_connect') }) as PoolConfig,
  },
  verify: {
    config: () =>
      ({
        verify: (client: ClientBase, done: (error?: Error) => void) =>
          client.query('select 3 as verified', (error) => done(error)),
      }) as PoolConfig,
  },
}

/** All layers, by a name that describes what they do. */
export const layers: Readonly<Record<string, Layer>> = {
  ...hooks,
  ...Object.fromEntries(
    Object.entries(wrappers).flatMap(([name, wrapper]): [string, Layer][] => [
      [`a pool's subclass ${name}`, { subclass: (Base, see) => overriding(Base, wrapper, see) }],
      [`a pool's instance ${name}`, { before: (pool, see) => patch(pool, wrapper, see) }],
      [`a traced pool ${name}`, { after: (pool, see) => patch(pool, wrapper, see) }],
      [
        `shimmer's wrapper of a client ${name}`,
        { client: (Base, see) => shimmed(Base, wrapper, see) },
      ],
      [
        `shimmer's wrapper of a pool ${name}`,
        { subclass: (Base, see) => shimmed(Base, wrapper, see) },
      ],
      [`a client's subclass ${name}`, { client: (Base, see) => overriding(Base, wrapper, see) }],
    ]),
  ),
}
