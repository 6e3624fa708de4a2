import { createRequire } from 'node:module'
import { argv, hrtime } from 'node:process'
import { operations, times } from './operations.js'

const [, , module, name] = argv
const { createNamespace } = createRequire(import.meta.url)(module)
const namespace = createNamespace('bench')
const operation = operations[name]

/** Prints nanoseconds per step, from a second run, after V8 has compiled it. */
await namespace.runPromise(async () => {
  namespace.set('user', 'ada')
  await operation(namespace)
  const start = hrtime.bigint()
  await operation(namespace)
  console.log(Number(hrtime.bigint() - start) / times)
})
