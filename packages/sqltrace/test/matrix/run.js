// Runs the contract suite on many versions: `node run.js [--corners] [part of a cell's name]`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { hasProgram, reportMissing } from '@sqltrace/testing'
import { cells } from './cells.js'

const folder = import.meta.dirname
const workspace = join(folder, '../../../..')
const [name = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const onlyCorners = process.argv.includes('--corners')

const installed = {
  'pg-native': () =>
    existsSync(join(folder, 'node_modules/libpq/build/Release/addon.node')) ||
    reportMissing('libpq', 'apt-get install -y libpq-dev g++ make python3'),
  pgbouncer: () => hasProgram('pgbouncer'),
}

const types = ['typescript-5.4', 'typescript-5.9', '../../../../../node_modules/typescript']

install()
const chosen = cells.filter((cell) => cell.name.includes(name) && (cell.corner || !onlyCorners))
const runnable = new Set(chosen.filter(({ needs }) => !needs || installed[needs]()))
const results = [...chosen.map(run), ...types.map(checkTypes)]
console.table(Object.fromEntries(results))
process.exitCode = results.some(([, { result }]) => result === 'FAILED') ? 1 : 0

function install() {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}

function run(cell) {
  if (!runnable.has(cell)) return [cell.name, { result: `SKIPPED: ${cell.needs} is missing` }]
  const start = Date.now()
  console.log(`${cell.name} …`)
  const { status, stdout, stderr } = spawnSync(nodeOf(cell), vitest(cell), {
    cwd: workspace,
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, ...environment(cell) },
  })
  if (status !== 0) console.log(stdout, stderr)
  const [tests = ''] = /(?<=Tests {2}).*/.exec(stdout) ?? []
  const seconds = Math.round((Date.now() - start) / 1000)
  return [cell.name, { result: status === 0 ? 'passed' : 'FAILED', tests, seconds }]
}

/** Checks with the published declarations that `traced(x)` has exactly the type of `x`. */
function checkTypes(compiler) {
  const tsc = join(folder, 'node_modules', compiler, 'bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', join(folder, 'types')])
  if (status !== 0) console.log(String(stdout))
  return [`types, ${basename(compiler)}`, { result: status === 0 ? 'passed' : 'FAILED' }]
}

function nodeOf({ node }) {
  return node ? join(folder, 'node_modules', node, 'bin', 'node') : process.execPath
}

function vitest({ tests = ['contract/pg.', 'contract/kysely.'] }) {
  return [
    join(workspace, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(folder, 'cell.config.ts'),
    ...tests.map((file) => `packages/sqltrace/test/${file}`),
  ]
}

function environment({ replace = {}, postgres }) {
  return {
    NO_COLOR: '1',
    SQLTRACE_CELL: JSON.stringify(replace),
    ...(postgres && { SQLTRACE_POSTGRES: join(folder, 'node_modules', postgres) }),
  }
}
