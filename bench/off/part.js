import { startDatabase } from '../report/database.js'
import { interval, median } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'

const ways = { 'enabled: false': {}, SQLTRACE_DISABLED: { SQLTRACE_DISABLED: 'true' } }
/** Which pool is created first, one process each: a few percent depend on how V8 happens to compile. */
const firsts = ['plain', 'off']
const pairsPerProcess = 10

/** CPU time per pg query with sqltrace disabled, compared with an untouched pool in the same process. */
export async function measureOff({ rounds }) {
  const { url, stop } = await startDatabase()
  const found = {}
  await alternate(Object.keys(ways), Math.ceil(rounds / 2), (how) => {
    for (const first of firsts) {
      const args = [url, how, pairsPerProcess, first]
      ;(found[how] ??= []).push(...measure('off/measure.js', args, { env: ways[how] }))
    }
  })
  await stop()
  return { found }
}

export function offTable({ found }) {
  const rows = Object.entries(found).map(([how, pairs]) => {
    const plain = median(pairs.map((pair) => pair.plain))
    const added = interval(pairs.map((pair) => pair.off - pair.plain))
    const share = (100 * (added.high - added.low)) / 2 / plain
    return [how, fixed(1)(plain), withInterval(added, fixed(2)), fixed(1)(share)]
  })
  return table(['turned off by', 'plain µs', 'added µs [95 %]', 'half-width %'], rows)
}
