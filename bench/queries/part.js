import { startDatabase } from '../report/database.js'
import { interval, median } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'
import { variants } from './variants.js'

const concurrency = 8
/** Garbage is collected before bytes are counted, and there is enough room to collect none until the end. */
const noCollection = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']
const bytesCount = 2000

/** CPU time, latency and allocation per query, for all variants. */
export async function measureQueries({ rounds, count, only = '' }) {
  const names = Object.keys(variants).filter((name) => name.includes(only))
  const found = Object.fromEntries(names.map((name) => [name, { rounds: [], bytes: [] }]))
  const { url, stop } = await startDatabase()
  const run = (name, times, flags) =>
    measure('queries/measure.js', [name, url, times, concurrency], {
      env: variants[name].env,
      flags,
    })
  await alternate(names, rounds, (name) => {
    found[name].rounds.push(run(name, count))
    print(name, found[name].rounds.at(-1))
  })
  await alternate(names, Math.min(rounds, 3), (name) => {
    found[name].bytes.push(run(name, bytesCount, noCollection).bytes)
  })
  await stop()
  return { concurrency, count, found }
}

function print(name, { cpu, throughput, p50, p99 }) {
  const figures = [
    `${cpu.toFixed(1)} µs`,
    `${throughput.toFixed(0)}/s`,
    p50.toFixed(2),
    p99.toFixed(2),
  ]
  console.log(name.padEnd(50), ...figures)
}

/** The CPU time per query that a variant adds, from pairs in the same round. */
export function addedCpu(found, name) {
  const base = found[variants[name].base].rounds
  return interval(found[name].rounds.map(({ cpu }, round) => cpu - base[round].cpu))
}

export function queriesTable({ found }) {
  const rows = Object.entries(found).map(([name, { rounds, bytes }]) => {
    const of = (key) => median(rounds.map((round) => round[key]))
    const base = variants[name].base
    const added = base in found ? withInterval(addedCpu(found, name), fixed(1)) : '–'
    const kilobytes = fixed(1)(median(bytes) / 1000)
    const times = [of('p50'), of('p99')].map(fixed(2))
    return [name, fixed(1)(of('cpu')), added, of('throughput').toFixed(0), ...times, kilobytes]
  })
  const titles = ['', 'CPU µs', 'added µs [95 %]', 'queries/s', 'p50 ms', 'p99 ms', 'kB allocated']
  return table(titles, rows)
}
