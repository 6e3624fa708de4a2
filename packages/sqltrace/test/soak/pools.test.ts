import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { measuredPools } from '../../src/telemetry/measure-pool.js'
import { shared } from '@sqltrace/context'
import { until } from '../contract/harness/until.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

test('nothing is kept of pools that the app has dropped, even without a metric reader', async () => {
  const known = shared('pools', () => new Set<object>())
  const kept = traced(new pg.Pool())
  for (let count = 0; count < 1000; count++) traced(new pg.Pool())
  expect(known.size).toBe(1001)
  await until(() => {
    collectGarbage()
    return known.size <= 1
  })
  expect([...measuredPools()]).toEqual([kept])
})
