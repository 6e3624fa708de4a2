import { startDatabase } from '../report/database.js'
import { interval, median } from '../report/interval.js'
import { measure } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'

const ways = { 'enabled: false': {}, SQLTRACE_DISABLED: { SQLTRACE_DISABLED: 'true' } }
/** For each round: differences of a few percent need many pairs. */
const pairsPerRound = 8

/** CPU of a query of pg with sqltrace switched off, beside a pool that it never saw in the same process. */
export async function measureOff({ rounds }) {
  const { url, stop } = await startDatabase()
  const found = {}
  for (const [how, env] of Object.entries(ways))
    found[how] = measure('off/measure.js', [url, how, rounds * pairsPerRound], { env })
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
  return table(['switched off by', 'plain µs', 'added µs [95 %]', 'half-width %'], rows)
}
