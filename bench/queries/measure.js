import { argv, cpuUsage, exit, memoryUsage } from 'node:process'
import { inRequest } from './in-request.js'
import { variants } from './variants.js'

const [, , name, url, count, concurrency] = argv
/** After this many queries V8 has compiled the hot code, and the CPU time per query no longer falls. */
const warmUp = 30_000

const { query } = await variants[name].open(url)
console.log(JSON.stringify(await inRequest(measure)))
exit()

async function measure() {
  await repeat(warmUp)
  globalThis.gc?.()
  const heap = memoryUsage().heapUsed
  const cpu = cpuUsage()
  const start = performance.now()
  const latencies = await repeat(Number(count))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = cpuUsage(cpu)
  return {
    cpu: (user + system) / count,
    bytes: (memoryUsage().heapUsed - heap) / count,
    throughput: count / seconds,
    ...percentiles(latencies),
  }
}

/** Sends `times` queries, at most `concurrency` at once; returns the milliseconds that each took. */
async function repeat(times) {
  const latencies = new Float64Array(times)
  let next = 0
  const worker = async () => {
    while (next < times) {
      const index = next++
      const start = performance.now()
      await query()
      latencies[index] = performance.now() - start
    }
  }
  await Promise.all(Array.from({ length: Number(concurrency) }, worker))
  return latencies
}

function percentiles(latencies) {
  const sorted = latencies.toSorted()
  const at = (part) => sorted[Math.floor(part * sorted.length)]
  return { p50: at(0.5), p99: at(0.99) }
}
