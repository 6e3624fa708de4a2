import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@sqltrace/testing'
import pg from 'pg'

const bin = fileURLToPath(new URL('../bin/sqltrace.js', import.meta.url))
const sessions = 200
const seconds = 20
const ticksPerSecond = 100
const statement = `select pg_sleep(600), '${'x'.repeat(700)}' /*file='src/courses/repo.ts:42',method='GET',route='/courses/:slug'*/`

/** CPU seconds of a process, from https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

async function connect(url) {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** The share of a core that the server spends on `top`, while so many of its sessions are active. */
async function measure(server, watcher, active) {
  const clients = await Promise.all(Array.from({ length: sessions }, () => connect(server.url)))
  for (const client of clients.slice(0, active)) client.query(statement).catch(() => {})
  const child = spawn(process.execPath, [bin, 'top', '--seconds', String(seconds + 5), '--json'], {
    env: { ...process.env, DATABASE_URL: server.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await sleep(2000)
  const { rows } = await watcher.query(
    "select pid from pg_stat_activity where application_name = 'sqltrace'",
  )
  const before = { server: cpuOf(rows[0].pid), client: cpuOf(child.pid) }
  await sleep(seconds * 1000)
  const share = (spent) => `${((spent / seconds) * 100).toFixed(2)} % of a core`
  const server_ = share(cpuOf(rows[0].pid) - before.server)
  const client = share(cpuOf(child.pid) - before.client)
  console.log(
    `${sessions} sessions, ${active} active: server ${server_}, sqltrace itself ${client}`,
  )
  child.kill()
  await watcher.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' or state = 'idle' and pid <> pg_backend_pid()",
  )
  await sleep(500)
}

const server = await startPostgres({ settings: { max_connections: '250' } })
const watcher = await connect(server.url)
for (const active of [20, 200]) await measure(server, watcher, active)
await watcher.end()
await server.stop()
