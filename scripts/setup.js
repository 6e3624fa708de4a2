// The first program that runs on a bare clone: Node.js alone, nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const minNode = [20, 19]

refuseOldNode()
if (isInstalled()) build()
else setUp()

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minNode[0] || (major === minNode[0] && minor >= minNode[1])) return
  fail(`Node.js ${minNode.join('.')} or later is needed; this is ${process.versions.node}.`)
}

/** npm notes what it installed: it has to be every package of the lock file, in its version. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = packagesOf(note)
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
  console.log('Installing what package-lock.json lists (once, up to a minute) …')
  install()
  console.log('Building …')
  build()
  console.log(`Ready after ${((Date.now() - start) / 1000).toFixed(1)} s.`)
}

/** No package here needs an install script, and NODE_ENV=production would leave the tools out. */
function install() {
  const options = ['--include=dev', '--include=optional', '--ignore-scripts']
  run('npm', ['ci', ...options, '--no-audit', '--no-fund', '--loglevel=error'], {
    remedy: 'The packages could not be installed. Check the network, then run the command again.',
  })
}

function build() {
  const remedy = '"git status" shows what differs from the repository.'
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], {
    remedy: `The packages did not compile. ${remedy}`,
  })
  run(process.execPath, [join(root, 'scripts', 'bundle.js')], {
    remedy: `The packages could not be bundled. ${remedy}`,
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
