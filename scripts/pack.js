// Packs the published packages into a folder: `dist`, or the one given as an argument.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const target = resolve(process.argv[2] ?? `${root}dist`)
const names = ['sqltrace', '@sqltrace/sqlcommenter', '@sqltrace/cls', '@sqltrace/cli']
const workspaces = names.map((name) => `--workspace=${name}`)

mkdirSync(target, { recursive: true })
execFileSync('npm', ['pack', ...workspaces, '--pack-destination', target, '--loglevel=error'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
