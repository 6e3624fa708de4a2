import { spawnSync } from 'node:child_process'

/** What a program answers without doing anything, and Debian's package that has it. */
const programs = {
  openssl: { question: 'version', debian: 'openssl' },
  pgbouncer: { question: '--version', debian: 'pgbouncer' },
  psql: { question: '--version', debian: 'postgresql-client' },
  tmux: { question: '-V', debian: 'tmux' },
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
  const { question, debian } = programs[name]
  const isThere = spawnSync(name, [question], { stdio: 'ignore' }).status === 0
  return isThere || reportMissing(name, `apt-get install -y ${debian}`)
}

/** Says how to install what tests need; in CI nobody would miss a skipped test, so that there it throws. */
export function reportMissing(what: string, command: string): false {
  const message = `${what} is missing; install it with "${command}"`
  if (process.env['CI']) throw new Error(`${message}.`)
  process.stderr.write(`${message}, else its tests are skipped.\n`)
  return false
}
