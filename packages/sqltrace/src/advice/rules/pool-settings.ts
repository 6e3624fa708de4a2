import type { MeasuredPool } from '../../telemetry/pool-name.js'

/** The part of a pg pool that tells how it behaves when its server dies. */
export interface ExaminedPool extends MeasuredPool {
  listenerCount(event: 'error'): number
}

interface Settings {
  readonly connectionTimeoutMillis?: unknown
  readonly keepAlive?: unknown
  readonly statement_timeout?: unknown
  readonly query_timeout?: unknown
  readonly host?: unknown
  readonly connectionString?: unknown
  readonly options?: unknown
}

interface Gap {
  readonly isOpen: (pool: ExaminedPool, settings: Settings, given: string) => boolean
  readonly consequence: string
}

/**
 * Sources: node-postgres, "pg.Pool" (https://node-postgres.com/apis/pool) and "pg.Client"
 * (https://node-postgres.com/apis/client), on these defaults.
 */
const gaps: readonly Gap[] = [
  {
    isOpen: (pool) => pool.listenerCount('error') === 0,
    consequence:
      "No 'error' listener: when the server ends an idle connection, the process ends too. Add pool.on('error', …).",
  },
  {
    isOpen: (_, { connectionTimeoutMillis }, given) =>
      !connectionTimeoutMillis && !given.includes('connect_timeout'),
    consequence:
      'No connectionTimeoutMillis: while the server does not answer, requests wait for ever instead of failing.',
  },
  {
    isOpen: (_, { keepAlive, host }, given) =>
      !keepAlive && !String(host).startsWith('/') && !given.includes('keepalives'),
    consequence:
      'No keepAlive: a connection whose server vanished without a word looks alive for many minutes.',
  },
  {
    isOpen: (_, { statement_timeout, query_timeout }, given) =>
      !statement_timeout && !query_timeout && !given.includes('statement_timeout'),
    consequence:
      'No statement_timeout, unless the role has one: a statement that hangs keeps its connection until the pool has none.',
  },
]

/** What happens to this pool when its server dies, one sentence for each setting that is missing. */
export function poolSettings(pool: ExaminedPool): string[] {
  const settings: Settings = pool.options
  const { connectionString = '', options = '' } = settings
  const given = `${connectionString} ${options} ${process.env.PGOPTIONS ?? ''}`
  return gaps
    .filter(({ isOpen }) => isOpen(pool, settings, given))
    .map(({ consequence }) => consequence)
}
