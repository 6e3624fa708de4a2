import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CliError } from '../../model/cli-error.js'

/** The parameters of a service, looked up in the user's and then the system's service file, as in libpq. */
export function readService(name: string, env: NodeJS.ProcessEnv): Record<string, string> {
  for (const file of serviceFiles(env)) {
    const found = existsSync(file) ? parseService(readFileSync(file, 'utf8'), name) : undefined
    if (found !== undefined) return found
  }
  throw new CliError(
    'SQLTRACE_SERVICE',
    `No service "${name}" in ${serviceFiles(env).join(' or ')}: add a section [${name}], or set PGSERVICEFILE.`,
    { exitCode: 2 },
  )
}

function serviceFiles(env: NodeJS.ProcessEnv): string[] {
  const own = env['PGSERVICEFILE'] ?? join(homedir(), '.pg_service.conf')
  return [own, join(env['PGSYSCONFDIR'] ?? '/etc/postgresql-common', 'pg_service.conf')]
}

function parseService(text: string, name: string): Record<string, string> | undefined {
  let found: Record<string, string> | undefined
  let isInside = false
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line.startsWith('[')) isInside = line === `[${name}]`
    if (isInside) found ??= {}
    const [, key, value] = /^([^#=[]+)=(.*)$/.exec(line) ?? []
    if (isInside && found && key !== undefined) found[key.trim()] = (value ?? '').trim()
  }
  return found
}
