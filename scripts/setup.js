// Runs first on a fresh clone, so it needs nothing but Node.js.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const minNode = [20, 19]

requireNode()
if (isInstalled()) build()
else setUp()

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minNode[0] || (major === minNode[0] && minor >= minNode[1])) return
  fail(`Node.js ${minNode.join('.')} or later is required; this is ${process.versions.node}.`)
}

/** npm records what it installed; that must include every package of the lock file, in the same version. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = packagesOf(record)
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')))
  return wanted.every(
    ([folder, { version, optional }]) =>
      optional ||
      !folder.includes('node_modules/') ||
      (folder in installed && installed[folder].version === version),
  )
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function setUp() {
  const start = Date.now()
  console.log('Installing dependencies (once, up to a minute) …')
  install()
  console.log('Building …')
  build()
  console.log(`Ready after ${((Date.now() - start) / 1000).toFixed(1)} s.`)
}

/** No dependency needs an install script; without the includes, NODE_ENV=production would skip the tools. */
function install() {
  const options = ['--include=dev', '--include=optional', '--ignore-scripts']
  run('npm', ['ci', ...options, '--no-audit', '--no-fund', '--loglevel=error'], {
    remedy: 'Could not install the packages. Check the network, then run the command again.',
  })
}

function build() {
  const remedy = 'Run "git status" to see what differs from the repository.'
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], {
    remedy: `Could not compile the packages. ${remedy}`,
  })
  run(process.execPath, [join(root, 'scripts', 'bundle.js')], {
    remedy: `Could not bundle the packages. ${remedy}`,
  })
}

function run(command, args, { remedy }) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (result.status === 0) return
  fail([result.stdout, result.stderr, result.error?.message, remedy].filter(Boolean).join('\n'))
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
