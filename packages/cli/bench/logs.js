import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { logsByName } from './wrapped-logs.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const megabytes = Number(process.argv[2] ?? 500)
const rounds = Number(process.argv[3] ?? 3)
const wrapped = [
  'docker json-file',
  'Kubernetes CRI',
  'syslog',
  'journalctl -o json',
  'CloudNativePG',
]

const report = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  process.stderr.write(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }))
})`

/** Writes a log again and again, until the file is as big as wanted. */
function repeat(log, target) {
  const block = Buffer.concat(Array(50).fill(log))
  const file = openSync(target, 'w')
  for (let written = 0; written < megabytes * 1e6; written += block.length) writeSync(file, block)
  closeSync(file)
}

/** On one core, threads of the garbage collector and of the disk included. */
function measure(file) {
  const command = [
    process.execPath,
    '--import',
    `data:text/javascript,${encodeURIComponent(report)}`,
  ]
  const program = [here('../bin/sqltrace.js'), 'logs', '--json', file]
  const started = performance.now()
  const { stderr } = spawnSync('taskset', ['-c', '0', ...command, ...program], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const seconds = (performance.now() - started) / 1000
  const { cpu, memory } = JSON.parse(stderr)
  const speed = `${Math.round(megabytes / seconds)} MB/s (${Math.round(megabytes / cpu)} by CPU time)`
  return `${speed}, ${Math.round(memory)} MB of memory`
}

const folder = mkdtempSync(join(tmpdir(), 'sqltrace-logs-'))
try {
  for (const [name, log] of Object.entries(await logsByName(wrapped))) {
    const file = join(folder, 'log')
    repeat(log, file)
    for (let round = 0; round < rounds; round++) console.log(name.padEnd(19), measure(file))
  }
} finally {
  rmSync(folder, { recursive: true })
}
