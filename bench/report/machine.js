import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

const peers = ['pg', 'kysely', '@opentelemetry/instrumentation-pg', 'kysely-opentelemetry']

/** One line about what was measured, where and when. */
export function machine() {
  const cores = cpus()
  const [load] = loadavg()
  const { version } = manifest('../../packages/sqltrace/package.json')
  return [
    new Date().toISOString().slice(0, 10),
    `${cores.length} × ${cores[0].model}`,
    `load average ${load.toFixed(1)}`,
    `Node.js ${process.versions.node}`,
    `sqltrace ${version} (${commit()})`,
    ...peers.map((name) => `${name} ${manifest(`../node_modules/${name}/package.json`).version}`),
  ].join(' · ')
}

const manifest = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

const commit = () =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
