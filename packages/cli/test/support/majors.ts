import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { reportMissing, type PostgresOptions } from '@sqltrace/testing'

/** A PostgreSQL version to test with, and whether its binaries are installed. */
export interface Major {
  readonly major: number
  readonly isInstalled: boolean
  readonly options: PostgresOptions
}

/** The newest comes with the workspace; `npm run test:majors` installs the older ones and selects them all. */
const wanted = process.env['SQLTRACE_MAJORS'] ?? '18'

export const majors: readonly Major[] = wanted.split(',').map((name) => {
  const major = Number(name)
  if (major === 18) return { major, isInstalled: true, options: { settings: {} } }
  const folder = fileURLToPath(
    new URL(`../servers/node_modules/postgres-${major}`, import.meta.url),
  )
  const settings = major < 12 ? { dynamic_shared_memory_type: 'posix' } : {}
  const isInstalled =
    existsSync(folder) || reportMissing(`PostgreSQL ${major}`, 'npm run servers -w @sqltrace/cli')
  return { major, isInstalled, options: { package: folder, settings } }
})
