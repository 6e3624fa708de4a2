// Runs the commands against a busy server, and writes their output into the documentation.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startPostgres, temporaryFolder } from '@sqltrace/testing'
import pg from 'pg'
import { writeBetween } from '../../../scripts/write-between.js'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const page = (name) => new URL(`../../../docs/${name}.md`, import.meta.url)
const bin = path('../bin/sqltrace.js')

const server = await startPostgres({
  settings: { log_min_duration_statement: '50', deadlock_timeout: '100ms' },
})
const folder = await temporaryFolder()
const shop = await openShop()
try {
  await example('command-line', 'top', ['top', '--seconds', '5'])
  await example('command-line', 'slow', ['slow', '--sample', '5'])
  await example('locks', 'locks', ['locks'])
  await example('server-advice', 'advise', ['advise', '--sample', '5'])
  await example('decode', 'decode', ['decode', '-'], {
    shown: `psql -c 'select query from pg_stat_activity' | sqltrace decode -`,
    input: await slowestStatement(),
  })
  await causeErrors()
  writeFileSync(join(folder.path, 'postgresql.log'), await server.readLog())
  await example('server-logs', 'logs', ['logs', 'postgresql.log', '--limit', '3'])
} finally {
  shop.kill('SIGKILL')
  await server.stop()
  await folder.remove()
}

/** The shop of the tests, in a project of its own. */
async function openShop() {
  const client = await connect()
  await client.query(`set log_min_duration_statement = -1;
    create extension pg_stat_statements;
    create table courses (id int primary key, body text);
    insert into courses select i, repeat('x', 200) from generate_series(1, 20000) i`)
  await client.end()
  cpSync(path('../test/fixtures'), folder.path, { recursive: true })
  writeFileSync(join(folder.path, 'package.json'), '{ "type": "module", "private": true }')
  mkdirSync(join(folder.path, '.git'))
  symlinkSync(path('../../../node_modules'), join(folder.path, 'node_modules'), 'dir')
  const child = spawn(process.execPath, [join(folder.path, 'shop.js')], {
    env: { PATH: process.env.PATH, SHOP_URL: server.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function example(
  name,
  marker,
  args,
  { shown = `sqltrace ${args.join(' ')}`, input = '' } = {},
) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder.path,
    env: { PATH: process.env.PATH, DATABASE_URL: server.url },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(input)
  const output = (await text(child.stdout)).replace(/[ \n]+$/, '').replaceAll(/ +$/gm, '')
  writeBetween(page(name), `example:${marker}`, `\`\`\`console\n$ ${shown}\n${output}\n\`\`\``)
}

async function slowestStatement() {
  const client = await connect()
  const { rows } = await client.query(
    `select query from pg_stat_activity where query like '%route%' and query like '%count%'
     and pid <> pg_backend_pid() limit 1`,
  )
  await client.end()
  return rows[0].query
}

/** A duplicate key and a deadlock, from two lines of an app. */
async function causeErrors() {
  const [one, other] = [await connect(), await connect()]
  const tagged = (sql, line, route) =>
    `${sql} /*file='src/enrol.js:${line}',method='POST',route='${route}'*/`
  const lock = (client, id, line) =>
    client.query(tagged(`update courses set body = body where id = ${id}`, line, '/swap'))
  await one.query(tagged('insert into courses values (2)', 8, '/enrol')).catch(() => {})
  await one.query('begin')
  await other.query('begin')
  await lock(one, 11, 21)
  await lock(other, 12, 22)
  await Promise.allSettled([lock(one, 12, 22), lock(other, 11, 21)])
  await Promise.all([one.end(), other.end()])
}

async function connect() {
  const client = new pg.Client(server.url)
  await client.connect()
  return client
}
