import { startDatabase } from '../report/database.js'
import { interval, median } from '../report/interval.js'
import { nodes } from '../report/nodes.js'
import { alternate } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'
import { withServer } from './client.js'

/** Number of requests, by the queries that each sends. The warm-up is long enough for V8 to compile every variant. */
const warmUp = { 0: 16_000, 10: 1500 }
const measured = { 0: 4000, 1: 1000, 10: 300 }

/** CPU time per request of a whole app, with and without sqltrace. */
export async function measureApp({ rounds }) {
  const { url, stop } = await startDatabase()
  const found = {}
  await alternate(cells(), rounds, async ({ name, variant, node, args }) => {
    const server = { node, file: 'app/server.js', args: [...args, variant, url] }
    const costs = await withServer(server, measureLoads)
    for (const [queries, cpu] of Object.entries(costs)) {
      const row = (found[`${name}, ${queries} queries`] ??= { plain: [], sqltrace: [] })
      row[variant].push(cpu)
    }
    console.log(name, variant, JSON.stringify(costs))
  })
  await stop()
  return { found }
}

function cells() {
  return Object.entries(nodes()).flatMap(([version, node]) =>
    apps().flatMap(({ name, args }) =>
      ['plain', 'sqltrace'].map((variant) => {
        const [framework, ...rest] = name
        return { name: [framework, `Node.js ${version}`, ...rest].join(', '), variant, node, args }
      }),
    ),
  )
}

/** The frameworks, without and with a context manager, with the arguments for the server. */
export function apps() {
  return ['express', 'fastify'].flatMap((framework) =>
    [false, true].map((manager) => ({
      name: manager ? [framework, 'context manager'] : [framework],
      args: [framework, manager],
    })),
  )
}

async function measureLoads({ send, cost }) {
  for (const [queries, count] of Object.entries(warmUp)) await send(queries, count)
  const costs = {}
  for (const [queries, count] of Object.entries(measured))
    costs[queries] = await cost(queries, count)
  return costs
}

export function appTable({ found }) {
  const rows = Object.entries(found).map(([name, { plain, sqltrace }]) => {
    const shares = sqltrace.map((cpu, round) => (100 * (cpu - plain[round])) / plain[round])
    const added = sqltrace.map((cpu, round) => cpu - plain[round])
    return [
      name,
      fixed(0)(median(plain)),
      fixed(0)(median(added)),
      withInterval(interval(shares), fixed(1)),
    ]
  })
  return table(['a request with 200 awaits', 'plain µs', 'added µs', 'added % [95 %]'], rows)
}
