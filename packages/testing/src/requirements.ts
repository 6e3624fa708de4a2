import { spawnSync } from 'node:child_process'

/** Arguments with which each program exits without doing anything, and its Debian package. */
const programs = {
  openssl: { argument: 'version', debian: 'openssl' },
  pgbouncer: { argument: '--version', debian: 'pgbouncer' },
  psql: { argument: '--version', debian: 'postgresql-client' },
  tmux: { argument: '-V', debian: 'tmux' },
}

/**
 * Whether a program that tests need is installed. In CI a missing one is an error.
 *
 * ```ts
 * import { hasProgram } from '@sqltrace/testing'
 *
 * test.runIf(hasProgram('openssl'))('takes a certificate', …)
 * ```
 */
export function hasProgram(name: keyof typeof programs): boolean {
  const { argument, debian } = programs[name]
  const isInstalled = spawnSync(name, [argument], { stdio: 'ignore' }).status === 0
  return isInstalled || reportMissing(name, `apt-get install -y ${debian}`)
}

/** Reports how to install what tests need. Throws in CI, where nobody would notice a skipped test. */
export function reportMissing(what: string, command: string): false {
  const message = `${what} is missing; install it with "${command}"`
  if (process.env['CI']) throw new Error(`${message}.`)
  process.stderr.write(`${message}; its tests are skipped.\n`)
  return false
}
