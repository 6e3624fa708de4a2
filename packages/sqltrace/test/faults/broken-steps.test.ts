import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordFaults } from '../contract/harness/record-faults.js'
import { recordSpans } from '../contract/harness/record-spans.js'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'
import { Breakables } from './breakable.js'
import { EveryPath } from './every-path.js'

type Guarded = typeof import('../../src/runtime/guarded.js')

/** The steps that end a span. */
const endings = new Set(['end the span', 'end a transaction'])

const spans = recordSpans()
const breakables = new Breakables()
let shop: ShopServer

beforeAll(async () => {
  vi.doMock('../../src/runtime/guarded.js', async (original) => {
    const guarding = await original<Guarded>()
    const guarded: Guarded['guarded'] = (step, run) =>
      guarding.guarded(step, breakables.wrap(step, run as never) as typeof run)
    return { ...guarding, guarded }
  })
  shop = await startShop()
})

afterAll(() => shop.stop())

/** Loads the library as in a new process: it has reported nothing yet. */
async function freshlyLoaded() {
  vi.resetModules()
  const { traced } = await import('../../src/index.js')
  return traced
}

test(
  'a step that throws does not break a query and is reported once',
  { timeout: 60_000 },
  async () => {
    const faults = recordFaults()
    const paths = new EveryPath(shop, breakables)
    const steps = await paths.learn(await freshlyLoaded())
    for (const step of steps) {
      const traced = await freshlyLoaded()
      faults.take()
      spans.take()
      expect(await paths.differing(step, traced)).toEqual([])
      if (!endings.has(step)) expect(spans.take()).toMatchObject({ open: 0 })
      expect(faults.take()).toEqual([`sqltrace: could not ${step}; the query runs without it`])
    }
    expect(steps).toEqual(expect.arrayContaining(['add the comment', 'start a span']))
  },
)
