import { apps } from '../app/part.js'
import { withServer } from '../app/client.js'
import { interval, median } from '../report/interval.js'
import { nodes } from '../report/nodes.js'
import { alternate } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'
import { observers } from './observers.js'

const warmUp = 20_000
const requests = 4000
/** Requests after each switch that are not measured: V8 recompiles the checks for subscribers. */
const settling = 4000
const processes = 6

/**
 * CPU time per request without queries, with and without subscribers, alternating in the same process, because two
 * processes that run the same code differ by up to 10 %. On Node.js 24, where an `AsyncLocalStorage` that is not entered
 * costs nothing.
 */
export async function measureIdle({ rounds }) {
  const found = {}
  await alternate(cells(), processes, async ({ name, args }) => {
    const server = { node: nodes()[24] ?? missing(), file: 'idle/server.js', args }
    const pairs = await withServer(server, (client) => measurePairs(client, rounds))
    ;(found[name] ??= []).push(...pairs)
  })
  return { found }
}

function cells() {
  return apps().flatMap(({ name, args }) =>
    Object.keys(observers).map((observer) => ({
      name: [...name, observer].join(', '),
      args: [...args, observer],
    })),
  )
}

async function measurePairs({ ask, send, cost }, rounds) {
  await ask('/control/on')
  await send(0, warmUp / 2)
  await ask('/control/off')
  await send(0, warmUp / 2)
  const pairs = []
  for (let pair = 0; pair < rounds; pair++) {
    const costs = {}
    for (const word of pair % 2 ? ['on', 'off'] : ['off', 'on']) {
      await ask(`/control/${word}`)
      await send(0, settling)
      costs[word] = await cost(0, requests)
    }
    pairs.push(costs)
  }
  return pairs
}

export function idleTable({ found }) {
  const rows = Object.entries(found).map(([name, pairs]) => {
    const plain = median(pairs.map(({ off }) => off))
    const added = interval(pairs.map(({ on, off }) => on - off))
    return [
      name,
      fixed(1)(plain),
      withInterval(added, fixed(2)),
      fixed(1)((100 * added.median) / plain),
    ]
  })
  return table(['a request with 200 awaits and no query', 'plain µs', 'added µs [95 %]', '%'], rows)
}

function missing() {
  throw new Error('npm has no Node.js 24 for this machine; run the bench with Node.js 24.')
}
