import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PostgresOptions } from '@sqltrace/testing'

/** A PostgreSQL of the tests, and whether its binaries are installed. */
export interface Major {
  readonly major: number
  readonly isInstalled: boolean
  readonly options: PostgresOptions
}

/** The newest one comes with the workspace; `npm run servers` installs the older ones. */
export const majors: readonly Major[] = [10, 13, 15, 18].map((major) => {
  if (major === 18) return { major, isInstalled: true, options: { settings: {} } }
  const folder = fileURLToPath(
    new URL(`../servers/node_modules/postgres-${major}`, import.meta.url),
  )
  const settings = major < 12 ? { dynamic_shared_memory_type: 'posix' } : {}
  return { major, isInstalled: existsSync(folder), options: { package: folder, settings } }
})
