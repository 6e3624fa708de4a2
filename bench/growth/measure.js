import { argv, cpuUsage, exit } from 'node:process'
import { traced } from 'sqltrace'
import { median } from '../report/interval.js'
import { registerSpans } from '../queries/telemetry.js'
import { dummyKysely } from '../steps/dummy.js'
import { dimensions } from './dimensions.js'

const [, , dimension, size] = argv
const usualCalls = 200
const warmUp = 30
const rounds = 60

registerSpans()
const plain = dummyKysely()
const tracedDb = traced(plain)
const { step, calls = usualCalls } = await dimensions[dimension](Number(size))

/** Alternates plain and traced batches, each continuing where the last one ended. Returns CPU time in nanoseconds. */
async function run() {
  const differences = []
  let next = 0
  for (let round = 0; round < warmUp + rounds; round++) {
    const [without, within] = [await time(plain, next), await time(tracedDb, next)]
    if (round >= warmUp) differences.push(within - without)
    next += calls
  }
  return median(differences)
}

async function time(db, first) {
  const start = cpuUsage()
  for (let index = first; index < first + calls; index++) await step(db, index)
  const { user, system } = cpuUsage(start)
  return (1000 * (user + system)) / calls
}

console.log(await run())
exit()
