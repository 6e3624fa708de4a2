import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const folder = fileURLToPath(new URL('.', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    count: { type: 'string' },
  },
})
const { quick, render } = values
if (!render && !existsSync(new URL('node_modules', import.meta.url))) installPeers()

const { parts } = await import('./parts.js')
const { machine } = await import('./report/machine.js')
const { keep, kept } = await import('./report/results.js')
const { tablesOf } = await import('./report/tables.js')
const { writeBetween } = await import('../scripts/write-between.js')

const rounds = Number(values.rounds ?? (quick ? 2 : 20))
const count = Number(values.count ?? (quick ? 3000 : 10_000))

const usual = quick ? ['queries'] : Object.keys(parts)
for (const name of positionals.length > 0 ? positionals : usual) {
  if (!(name in parts)) unknown(name)
  if (!render) await measure(name)
  if (!quick) write(name)
}
if (!quick) execFileSync('npx', ['oxfmt', 'bench', 'docs/performance.md'], { cwd: `${folder}..` })
exit()

async function measure(name) {
  const started = machine()
  const results = await parts[name].measure({ rounds, count })
  console.log(`\n${name}: ${started}\n\n${parts[name].format(results)}\n`)
  if (!quick) keep(name, { machine: started, ...results })
}

/** Writes a part's tables into the documentation. */
function write(name) {
  for (const { file, marker, text } of tablesOf(name, kept(name))) writeBetween(file, marker, text)
}

/** Skips install scripts: no peer needs one. */
function installPeers() {
  console.log('Installing the peers (once) …')
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['ci', ...options], { cwd: folder, stdio: 'inherit' })
}

function unknown(name) {
  console.error(`Unknown part ${name}; the parts are ${Object.keys(parts).join(', ')}.`)
  exit(1)
}
