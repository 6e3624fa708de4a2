// The cost of advice per statement: the channel without a listener, with one that does nothing, and with all rules.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { advise } from '../../packages/sqltrace/dist/esm/advice.js'
import { resolveOptions } from '../../packages/sqltrace/dist/esm/options/resolve-options.js'
import { publishQuery } from '../../packages/sqltrace/dist/esm/record/publish-query.js'

const statements = 200_000
const rounds = 7
const options = resolveOptions({ role: 'writer' })
const tables = ['courses', 'authors', 'lessons', 'orders', 'companies', 'tags', 'reviews', 'carts']
const sites = tables.map((table, index) => ({
  file: `src/${table}/repo.ts`,
  line: 10 + index,
  column: 3,
  mapped: true,
  functionName: 'find',
}))

const row = (id, bytes) => ({
  id,
  slug: `course-${id}`,
  title: 'A title',
  rating: 4.5,
  created_at: new Date(0),
  body: 'x'.repeat(bytes),
})
const rows = (count, bytes = 100) => Array.from({ length: count }, (_, id) => row(id, bytes))

/** A new string each time, as from a query builder. */
const sqlOf = (table) =>
  ['select "id", "slug", "title"', `from "${table}" as "t"`, 'where "t"."id" = $1'].join(' ')

function finished(index, data) {
  const at = index % tables.length
  const request = { id: Math.floor(index / 10), method: 'GET', route: '/courses/:slug' }
  return {
    options,
    query: { sql: sqlOf(tables[at]), parameters: [index], operation: 'SELECT' },
    caller: { site: sites[at], scope: { request } },
    tags: { file: `src/${tables[at]}/repo.ts:${10 + at}` },
    startTime: index,
    endTime: index + 0.8,
    poolWait: 0.1,
    outcome: { rows: data.length, data },
  }
}

function measure(data) {
  const start = process.cpuUsage()
  for (let index = 0; index < statements; index++) publishQuery(finished(index, data))
  const { user, system } = process.cpuUsage(start)
  return ((user + system) * 1000) / statements
}

const nothing = () => {}
const listeners = {
  'no listener': () => nothing,
  'a listener that does nothing': () => {
    subscribe('sqltrace:query', nothing)
    return () => unsubscribe('sqltrace:query', nothing)
  },
  'all rules but wide-rows': () => advise({ report: nothing, rules: { 'wide-rows': false } }),
  'all rules': () => advise({ report: nothing }),
}

const shapes = {
  '1 row': rows(1),
  '20 rows': rows(20),
  '100 rows': rows(100),
  '20 rows of 8 kB': rows(20, 8000),
}

/** Nanoseconds of CPU time per statement, for each round. */
function timesOf(listen, data) {
  const stop = listen()
  const times = Array.from({ length: rounds }, () => Math.round(measure(data)))
  stop()
  return times
}

const found = Object.entries(listeners).flatMap(([listener, listen]) =>
  Object.entries(shapes).map(([shape, data]) => ({
    listener,
    shape,
    times: timesOf(listen, data),
  })),
)
console.log(JSON.stringify(found))
