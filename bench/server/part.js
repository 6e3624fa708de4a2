import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { tagSql } from '@sqltrace/sqlcommenter'
import { traced } from 'sqltrace'
import { newPool } from '../queries/targets.js'
import { startDatabase } from '../report/database.js'
import { interval } from '../report/interval.js'
import { alternate } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'
import { callSites } from '../report/call-sites.js'
import { statements } from './statements.js'

const sites = 1000
const executions = 500
const settings = {
  'pg_stat_statements.track_planning': 'on',
  'pg_stat_statements.max': '20000',
}

/** What the tags cost the server, and the entries that they add to pg_stat_statements. */
export async function measureServer({ rounds }) {
  const found = {}
  for (const [version, folder] of Object.entries(servers())) {
    const database = await startDatabase({ settings, ...(folder && { package: folder }) })
    await database.client.query('create table visits (course int)')
    const pools = { plain: newPool(database.url), tagged: traced(newPool(database.url)) }
    found[version] = {
      times: await serverTimes(database.client, pools.plain, rounds),
      entries: await entries(database.client, pools),
    }
    await Promise.all(Object.values(pools).map((pool) => pool.end()))
    await database.stop()
  }
  return { sites, found }
}

/** The installed version, and 15 if npm has it for this platform. */
function servers() {
  try {
    const entry = createRequire(import.meta.url).resolve('postgres-15-linux-x64')
    return { 15: dirname(dirname(entry)), 18: undefined }
  } catch {
    return { 18: undefined }
  }
}

const tags = { file: 'src/courses/repo.ts:42', method: 'GET', route: '/courses/:slug' }
const texts = { plain: (text) => text, tagged: (text) => tagSql(text, tags) }

/** The same client sends both at the same pace: a server that waits longer has colder caches. */
async function serverTimes(client, pool, rounds) {
  const times = { plain: [], tagged: [] }
  await alternate(Object.keys(texts), rounds, async (name) => {
    await client.query('vacuum courses, visits')
    await client.query('select pg_stat_statements_reset()')
    for (let count = 0; count < executions; count++) await sendEach(pool, texts[name])
    times[name].push(await serverTime(client))
  })
  return times
}

async function sendEach(pool, write) {
  for (const [text, values] of statements) await pool.query(write(text), values())
}

/** Planning and execution time per statement, in microseconds. */
async function serverTime(client) {
  const { rows } = await client.query(
    `select sum(total_plan_time + total_exec_time) * 1000 / sum(calls) as time
     from pg_stat_statements where query ~ '(courses|visits)'`,
  )
  return Number(rows[0].time)
}

/** The number of entries for the same statements sent from many lines. */
async function entries(client, pools) {
  const queries = await callSites(sites, 'pool, text, values', 'pool.query(text, values)')
  const transactions = await callSites(sites, 'client, text', 'client.query(text)')
  const found = {}
  for (const [name, pool] of Object.entries(pools)) {
    found[name] = {
      queries: await counted(client, () => sendFromAll(pool, queries)),
      utility: await counted(client, () => transactFromAll(pool, transactions)),
    }
  }
  return found
}

async function sendFromAll(pool, all) {
  for (const [index, site] of all.entries()) {
    const [text, values] = statements[index % statements.length]
    await site(pool, text, values())
  }
}

async function transactFromAll(pool, all) {
  const client = await pool.connect()
  for (const site of all) for (const text of ['begin', 'commit']) await site(client, text)
  client.release()
}

async function counted(client, run) {
  await client.query('select pg_stat_statements_reset()')
  await run()
  const { rows } = await client.query(
    `select count(*)::int from pg_stat_statements where query !~ 'pg_stat_statements'`,
  )
  return rows[0].count
}

export function serverTable({ found }) {
  const rows = Object.entries(found).map(
    ([
      version,
      {
        times,
        entries: { plain, tagged },
      },
    ]) => {
      const differences = times.tagged.map((time, round) => time - times.plain[round])
      const before = interval(times.plain).median
      return [
        `PostgreSQL ${version}`,
        fixed(1)(before),
        withInterval(interval(differences), fixed(2)),
        `${plain.queries} → ${tagged.queries}`,
        `${plain.utility} → ${tagged.utility}`,
      ]
    },
  )
  return table(
    [
      'server',
      'µs per statement',
      'added µs [95 %]',
      'entries for queries',
      'entries for BEGIN, COMMIT',
    ],
    rows,
  )
}
