import { argv, cpuUsage, exit } from 'node:process'
import { traced } from 'sqltrace'
import { newPool, onPg } from '../queries/targets.js'
import { repeat } from '../report/repeat.js'

const [, , url, how, pairs] = argv
const concurrency = 8
const queries = 3000

const plain = onPg(newPool(url))
const off = onPg(traced(newPool(url), how === 'enabled: false' ? { enabled: false } : {}))

/** Microseconds of CPU of one of `queries` queries. */
async function cost({ query }) {
  const before = cpuUsage()
  await repeat(queries, concurrency, query)
  const { user, system } = cpuUsage(before)
  return (user + system) / queries
}

for (let warmUp = 0; warmUp < 10; warmUp++) for (const target of [plain, off]) await cost(target)
const found = []
for (let pair = 0; pair < pairs; pair++) {
  const order = pair % 2 ? [plain, off] : [off, plain]
  const costs = new Map()
  for (const target of order) costs.set(target, await cost(target))
  found.push({ plain: costs.get(plain), off: costs.get(off) })
}
console.log(JSON.stringify(found))
exit()
