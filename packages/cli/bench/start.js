import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@sqltrace/testing'

const bin = fileURLToPath(new URL('../bin/sqltrace.js', import.meta.url))
const log = fileURLToPath(new URL('../test/logs/18.stderr.txt', import.meta.url))
const rounds = 11

/** Milliseconds until the first byte of output. */
function firstOutput(args, env) {
  const started = performance.now()
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } })
  return new Promise((resolve) => {
    let first
    child.stdout.once('data', () => (first = performance.now() - started))
    child.on('close', () => resolve(first))
  })
}

async function measure(name, args, env) {
  const times = []
  for (let round = 0; round < rounds; round++) times.push(await firstOutput(args, env))
  times.sort((a, b) => a - b)
  const [least, median, most] = [times[0], times[rounds >> 1], times.at(-1)].map(Math.round)
  console.log(`${name}: median ${median} ms, from ${least} to ${most} ms`)
}

const server = await startPostgres()
await measure('node alone', ['-e', 'console.log()'])
await measure('sqltrace --help', [bin, '--help'])
await measure('sqltrace decode', [bin, 'decode', "select 1 /*file='src/a.ts:1',route='/a'*/"])
await measure('sqltrace logs', [bin, 'logs', log])
await measure('sqltrace top --once', [bin, 'top', '--once'], { DATABASE_URL: server.url })
await server.stop()
