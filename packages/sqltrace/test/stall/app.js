import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'pg'
import { ready, traced } from 'sqltrace'
import { fillers } from './filler.js'

const isTraced = process.env.TRACED !== 'false'
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const seen = { fillers: fillers.length }

await pool.query('select 1')
await wait(200)
const loop = watchLoop()
const start = performance.now()
await measured('traced', () => isTraced && traced(pool))
await measured('first', () => pool.query('select 1 as first'))
if (isTraced && process.env.AWAITED !== 'false') await ready()
seen.ready = performance.now() - start
await measured('mapped', () => pool.query('select 1 as mapped'))
await wait(1000)
seen.gap = loop.stop()
globalThis.gc?.()
seen.heap = process.memoryUsage().heapUsed / 1e6
seen.end = Date.now()
console.log(JSON.stringify(seen))
await pool.end()

/** Records how long a call takes until it returns, without what it awaits. */
async function measured(name, run) {
  const before = performance.now()
  const pending = run()
  seen[name] = performance.now() - before
  await pending
  await wait(1)
}

/** The longest block of the event loop, in milliseconds. */
function watchLoop() {
  let worst = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last)
    last = now
  }, 1)
  return {
    stop() {
      clearInterval(timer)
      return worst
    },
  }
}
