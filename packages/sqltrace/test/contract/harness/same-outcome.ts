import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { traced } from '../../../src/index.js'
import { perform } from './perform.js'
import { recordFaults } from './record-faults.js'
import { recordSpans } from './record-spans.js'
import type { Scenario, Topics } from './scenario.js'
import type { Wrap } from './stage.js'
import { startShop } from './start-shop.js'
import type { ShopServer } from './start-shop.js'

const plain: Wrap = (target) => target

/** Tests that each scenario has the same outcome with plain and with traced clients. */
export function sameOutcome(topics: Topics, start: typeof startShop = startShop): void {
  const spans = recordSpans()
  const faults = recordFaults()
  let shop: ShopServer
  const play = async (scenario: Scenario, wrap: Wrap) => {
    await shop.refill()
    return perform(scenario, shop.url, wrap)
  }

  beforeAll(async () => {
    shop = await start()
  })
  beforeEach(() => {
    spans.take()
    faults.take()
  })
  afterAll(() => shop.stop())

  describe.each(Object.entries(topics))('%s is the same, traced and plain:', (_, scenarios) => {
    test.each(Object.entries(scenarios))('%s', async (_sentence, scenario) => {
      const { warnings, ...expected } = await play(scenario, plain)
      expect(spans.take()).toEqual({ started: 0, open: 0 })
      const { warnings: tracedWarnings, ...actual } = await play(scenario, traced)
      expect(actual).toEqual(expected)
      // Node.js emits each deprecation once, so maybe only in the plain run.
      expect(warnings).toEqual(expect.arrayContaining([...tracedWarnings]))
      expect(faults.take()).toEqual([])
      expect(spans.take()).toMatchObject({ open: 0 })
    })
  })
}
