import type { MeasuredPool } from '../../telemetry/pool-name.js'

/** The part of a pg pool that decides how it behaves when its server fails. */
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
 * Source of the defaults: node-postgres, "pg.Pool" (https://node-postgres.com/apis/pool) and "pg.Client"
 * (https://node-postgres.com/apis/client).
 */
const gaps: readonly Gap[] = [
  {
    isOpen: (pool) => pool.listenerCount('error') === 0,
    consequence:
      "No 'error' listener: if the server closes an idle connection, the process crashes. Add pool.on('error', …).",
  },
  {
    isOpen: (_, { connectionTimeoutMillis }, given) =>
      !connectionTimeoutMillis && !given.includes('connect_timeout'),
    consequence:
      'No connectionTimeoutMillis: while the server does not respond, requests wait forever instead of failing.',
  },
  {
    isOpen: (_, { keepAlive, host }, given) =>
      !keepAlive && !String(host).startsWith('/') && !given.includes('keepalives'),
    consequence:
      'No keepAlive: if the server vanishes silently, its connections look alive for many minutes.',
  },
  {
    isOpen: (_, { statement_timeout, query_timeout }, given) =>
      !statement_timeout && !query_timeout && !given.includes('statement_timeout'),
    consequence:
      'No statement_timeout, unless the role has one: hanging statements keep their connections until the pool is exhausted.',
  },
]

/** What happens to this pool when its server fails: one sentence per missing setting. */
export function poolSettings(pool: ExaminedPool): string[] {
  const settings: Settings = pool.options
  const { connectionString = '', options = '' } = settings
  const given = `${connectionString} ${options} ${process.env.PGOPTIONS ?? ''}`
  return gaps
    .filter(({ isOpen }) => isOpen(pool, settings, given))
    .map(({ consequence }) => consequence)
}
