// A long run: `node run.js [queries]`. Heap, handles and latency must not grow.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { startPostgres, temporaryFolder } from '@sqltrace/testing'
import pg from 'pg'
import { traced } from 'sqltrace'
import { growingApp } from './app.js'
import { send } from './workload.js'

const total = Number(process.argv[2] ?? 1_000_000)
const rounds = 20
const concurrency = 16
const pools = 5

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')
new NodeTracerProvider().register()
const server = await startPostgres()
const folder = await temporaryFolder()
const site = await growingApp(folder.path)
const newPool = (wrap) =>
  wrap(new pg.Pool({ connectionString: server.url, max: 8, maxUses: 5000 }), { root: folder.path })

const table = []
for (let round = 0; round < rounds; round++) {
  const from = (round * total) / rounds
  const to = ((round + 1) * total) / rounds
  const plain = await measure((pool) => pool, from, from + (to - from) / 10)
  const times = await measure(traced, from, to)
  collectGarbage()
  table.push({
    queries: to,
    'heap MB': process.memoryUsage().heapUsed / 1e6,
    handles: process.getActiveResourcesInfo().length,
    'p50 ms': quantile(times, 0.5),
    'p99 ms': quantile(times, 0.99),
    'plain p50 ms': quantile(plain, 0.5),
    'plain p99 ms': quantile(plain, 0.99),
  })
  console.log(
    Object.entries(table.at(-1))
      .map(([key, value]) => `${key} ${round2(value)}`)
      .join(', '),
  )
}
await server.stop()
await folder.remove()
judge()

/** A service creates a new pool now and then; an ended pool must not be kept. */
async function measure(wrap, from, to) {
  const times = []
  const share = (to - from) / pools
  for (let part = 0; part < pools; part++) {
    const pool = newPool(wrap)
    const range = { from: from + part * share, to: from + (part + 1) * share }
    times.push(...(await send({ pool, site, ...range, concurrency })))
    await pool.end()
  }
  return times
}

/** The caches are full after a third; from there on nothing may grow. */
function judge() {
  const full = table[Math.floor(rounds / 3)]
  const last = table.at(-1)
  const grown = last['heap MB'] - full['heap MB']
  const opened = last.handles - full.handles
  console.log(`After the first third: ${round2(grown)} MB of heap, ${opened} handles.`)
  if (grown > 5 || opened > 2) process.exitCode = 1
}

function quantile(times, part) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)]
}

function round2(value) {
  return Math.round(value * 100) / 100
}
