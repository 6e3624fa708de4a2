/** The part of pg-pool's `Pool` that we measure. */
export interface MeasuredPool {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
  readonly ended?: boolean
  readonly options: object
}

interface PoolOptions {
  readonly connectionString?: string
  readonly host?: string
  readonly port?: number
  readonly database?: string
}

/** `host:port/database`, as the conventions recommend; never a user or a password. */
export function poolName({ options }: MeasuredPool): string {
  const { connectionString, host, port, database } = options as PoolOptions
  if (connectionString && URL.canParse(connectionString)) {
    const url = new URL(connectionString)
    return url.host + url.pathname
  }
  const { PGHOST, PGPORT, PGDATABASE } = process.env
  const address = host ?? PGHOST ?? 'localhost'
  return `${address}:${port ?? PGPORT ?? 5432}/${database ?? PGDATABASE ?? ''}`
}
