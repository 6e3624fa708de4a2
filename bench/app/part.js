import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startDatabase } from '../report/database.js'
import { interval, median } from '../report/interval.js'
import { nodes } from '../report/nodes.js'
import { alternate } from '../report/process.js'
import { repeat } from '../report/repeat.js'
import { fixed, table, withInterval } from '../report/table.js'

const program = fileURLToPath(new URL('server.js', import.meta.url))
const connections = 10
/** Requests to measure, by the queries that each of them sends; before them as many times `warmUp` that are not. */
const loads = { 0: 4000, 1: 1000, 10: 200 }
const warmUp = 2

/** CPU of a request of a whole app, with and without sqltrace. */
export async function measureApp({ rounds }) {
  const { url, stop } = await startDatabase()
  const found = {}
  await alternate(cells(), rounds, async (cell) => {
    const costs = await withServer(cell, url, measureLoads)
    for (const [queries, cpu] of Object.entries(costs)) {
      const row = (found[`${cell.name}, ${queries} queries`] ??= { plain: [], sqltrace: [] })
      row[cell.variant].push(cpu)
    }
    console.log(cell.name, cell.variant, JSON.stringify(costs))
  })
  await stop()
  return { found }
}

function cells() {
  const variants = ['plain', 'sqltrace']
  return Object.entries(nodes()).flatMap(([version, node]) =>
    ['express', 'fastify'].flatMap((framework) =>
      [false, true].flatMap((manager) => {
        const name = `${framework}, Node.js ${version}${manager ? ', context manager' : ''}`
        return variants.map((variant) => ({ name, variant, node, framework, manager }))
      }),
    ),
  )
}

async function withServer({ node, framework, variant, manager }, url, fn) {
  const stdio = ['ignore', 'pipe', 'inherit']
  const server = spawn(node, [program, framework, variant, String(manager), url], { stdio })
  const [port] = await once(server.stdout.setEncoding('utf8'), 'data')
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  try {
    return await fn((path) => request({ agent, port: Number(port), path, host: '127.0.0.1' }))
  } finally {
    agent.destroy()
    server.kill()
    await once(server, 'close')
  }
}

async function measureLoads(ask) {
  const costs = {}
  for (const [queries, count] of Object.entries(loads)) {
    const send = () => ask(`/courses/${queries}`)
    await repeat(count * warmUp, connections, send)
    const before = JSON.parse(await ask('/cpu'))
    await repeat(count, connections, send)
    const after = JSON.parse(await ask('/cpu'))
    costs[queries] = (after.user + after.system - before.user - before.system) / count
  }
  return costs
}

async function request(options) {
  const [response] = await once(get(options), 'response')
  const body = await text(response)
  if (response.statusCode !== 200) throw new Error(body)
  return body
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
