import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const folder = fileURLToPath(new URL('.', import.meta.url))
if (!existsSync(new URL('node_modules', import.meta.url))) installPeers()

const { parts } = await import('./parts.js')
const { machine } = await import('./report/machine.js')
const { keep, writeBetween } = await import('./report/write.js')
const { headline } = await import('./headline.js')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    count: { type: 'string' },
  },
})
const { quick } = values
const rounds = Number(values.rounds ?? (quick ? 2 : 20))
const count = Number(values.count ?? (quick ? 3000 : 10_000))

const usual = quick ? ['queries'] : Object.keys(parts)
for (const name of positionals.length > 0 ? positionals : usual) {
  await run(name, parts[name] ?? unknown(name))
}
if (!quick) execFileSync('npx', ['oxfmt', 'bench', 'README.md'], { cwd: `${folder}..` })
exit()

async function run(name, { measure, format }) {
  const started = machine()
  const results = await measure({ rounds, count })
  const table = format(results)
  console.log(`\n${name}: ${started}\n\n${table}\n`)
  if (quick) return
  keep(name, { machine: started, ...results })
  writeBetween('../README.md', `bench:${name}`, `${started}\n\n${table}`)
  if (name === 'queries') writeBetween('../../README.md', 'bench', headline(results, started))
}

/** Scripts are skipped: no peer needs one. */
function installPeers() {
  console.log('Installing the peers that bench/package-lock.json lists (once) …')
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['ci', ...options], { cwd: folder, stdio: 'inherit' })
}

function unknown(name) {
  console.error(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}.`)
  exit(1)
}
