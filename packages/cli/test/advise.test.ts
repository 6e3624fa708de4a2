import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { traced, withTags } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let server: Postgres
let pool: pg.Pool
let isOver = false
const file = 'packages/cli/test/advise.test.ts'
const sources = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n')
const environment = () => ({ env: { DATABASE_URL: server.url } })

beforeAll(async () => {
  server = await startPostgres({ settings: { log_lock_waits: 'off' } })
  pool = traced(new pg.Pool({ connectionString: server.url }))
  pool.on('error', () => {})
  await pool.query(`create extension if not exists pg_stat_statements;
    create table courses (id int primary key, slug text) with (autovacuum_enabled = off);
    insert into courses select n, 'course-' || n from generate_series(1, 20000) n`)
  await pool.query('analyze courses')
})

afterAll(async () => {
  isOver = true
  await pool.end()
  await server.stop()
})

async function readSlowly() {
  while (!isOver) {
    await withTags(
      { route: '/courses/:slug', method: 'GET' },
      () => pool.query('select id from courses where lower(slug) = $1', ['x']), // reads
    )
  }
}

async function neglect(client: pg.PoolClient) {
  await client.query('begin isolation level repeatable read') // opens
  await client.query('select 1 from courses limit 1') // holds
  for (let round = 0; round < 3; round++) {
    await pool.query('update courses set slug = slug') // writes
  }
}

test('finds dead rows, sequential scans, idle transactions and settings, with the lines of code', async () => {
  const client = await pool.connect()
  await neglect(client)
  const reading = readSlowly()
  const { objects, code } = await runCli(['advise', '--sample', '3', '--json'], environment())
  isOver = true
  await reading
  await client.query('rollback')
  client.release()
  expect(code).toBe(0)
  const byKind = (kind: string) => objects.filter((one) => one['kind'] === kind)
  expect(byKind('idle-in-transaction')).toMatchObject([{ sites: [at('holds'), at('opens')] }])
  expect(byKind('dead-rows')).toMatchObject([
    {
      type: 'finding',
      subject: 'courses',
      seen: [
        expect.stringMatching(
          /^[\d,]+ dead rows, [\d,]+ live rows; autovacuum is off for this table/,
        ),
        expect.stringMatching(
          /^Vacuum can't remove rows that died in the last .* s: pid \d+ \(idle in transaction\) may/,
        ),
      ],
      sites: [at('writes'), at('holds'), at('opens')],
    },
  ])
  expect(byKind('sequential-scan')).toMatchObject([
    {
      subject: 'courses',
      sites: [{ ...at('reads'), label: 'reads it in full', work: 'GET /courses/:slug' }],
    },
  ])
  expect(byKind('setting').map(({ subject }) => subject)).toContain('log_lock_waits')
})

test('the terminal shows blocks with the statements to run, and nothing is changed', async () => {
  const { stdout } = await runCli(['advise', '--sample', '0.1'], environment())
  expect(stdout).toContain('setting: log_lock_waits')
  expect(stdout).toContain('  alter system set log_lock_waits = on;\n  select pg_reload_conf();')
  const { rows } = await pool.query("select current_setting('log_lock_waits') as value")
  expect(rows).toEqual([{ value: 'off' }])
})

test('--sql prints the queries', async () => {
  const { stdout } = await runCli(['advise', '--sql'], environment())
  for (const name of ['pg_stat_user_tables', 'pg_prepared_xacts', 'generic_plan'])
    expect(stdout).toContain(name)
})

/** The site of the line with the comment `// name`. */
function at(name: string) {
  return { site: expect.stringMatching(new RegExp(`^${file}:${lineOf(name)}$`)) }
}

function lineOf(name: string): number {
  return sources.findIndex((line) => line.endsWith(`// ${name}`)) + 1
}
