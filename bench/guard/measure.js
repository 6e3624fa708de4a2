import { traced, withTags } from 'sqltrace'
import { dummyKysely } from '../steps/dummy.js'

const batches = 200
const calls = 100

const plain = dummyKysely()
const db = traced(plain)
const compiled = plain.selectFrom('courses').selectAll().where('slug', '=', 'x').compile()
const request = { method: 'GET', route: '/courses/:slug' }

const send = (target) => async () => {
  for (let call = 0; call < calls; call++) await target.executeQuery(compiled)
}

/** What the library cannot do without: the smallest stack capture. */
async function calibrate() {
  for (let call = 0; call < calls; call++) {
    const holder = {}
    Error.captureStackTrace(holder, calibrate)
    if (holder.stack.length === 0) throw new Error('No stack')
  }
}

/** The fastest of many short batches, in nanoseconds per call: noise only adds time. */
const steps = { plain: send(plain), traced: send(db), calibration: calibrate }
const min = { plain: Infinity, traced: Infinity, calibration: Infinity }

async function run() {
  for (let batch = 0; batch < batches; batch++) {
    for (const [name, step] of Object.entries(steps)) {
      const start = process.hrtime.bigint()
      await step()
      min[name] = Math.min(min[name], Number(process.hrtime.bigint() - start) / calls)
    }
  }
}

await withTags(request, run)
console.log(JSON.stringify({ ratio: (min.traced - min.plain) / min.calibration, ...min }))
