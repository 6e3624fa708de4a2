import { argv, cpuUsage, exit } from 'node:process'
import { traced } from 'sqltrace'
import { newPool, onPg } from '../queries/targets.js'
import { repeat } from '../report/repeat.js'

const [, , url, how, pairs, first] = argv
const concurrency = 8
const queries = 3000

const make = {
  plain: () => newPool(url),
  off: () => traced(newPool(url), how === 'enabled: false' ? { enabled: false } : {}),
}
const names = first === 'plain' ? ['plain', 'off'] : ['off', 'plain']
const targets = names.map((name) => ({ name, ...onPg(make[name]()) }))

/** CPU time per query, in microseconds. */
async function cost({ query }) {
  const before = cpuUsage()
  await repeat(queries, concurrency, query)
  const { user, system } = cpuUsage(before)
  return (user + system) / queries
}

for (let warmUp = 0; warmUp < 10; warmUp++) for (const target of targets) await cost(target)
const found = []
for (let pair = 0; pair < pairs; pair++) {
  const costs = {}
  for (const target of pair % 2 ? targets : targets.toReversed()) {
    costs[target.name] = await cost(target)
  }
  found.push(costs)
}
console.log(JSON.stringify(found))
exit()
