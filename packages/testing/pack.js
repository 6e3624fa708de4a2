// Packs what can be installed into the folder dist.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const packages = ['sqltrace', '@sqltrace/sqlcommenter', '@sqltrace/cls', '@sqltrace/cli']
const workspaces = packages.map((name) => `--workspace=${name}`)

mkdirSync(`${root}dist`, { recursive: true })
execFileSync('npm', ['pack', ...workspaces, '--pack-destination', 'dist', '--loglevel=error'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
