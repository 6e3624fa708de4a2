import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordSpans } from '../contract/harness/record-spans.js'
import type { Wrap } from '../contract/harness/stage.js'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'
import { Breakables } from './breakable.js'
import { EveryPath } from './every-path.js'
import { sourceFiles } from './source-files.js'

/** The way of a statement itself: straight-line code that forwards, and looks up what belongs to whom. */
const seams = [
  /^kysely\/(?:traced-executor|statement-provider|lease|connection-owner)\.ts#/,
  /^kysely\/trace-(?:connection|stream)\.ts#/,
  /^kysely\/in-flight-query\.ts#inFlightQuery$/,
  // What catches faults, and what installs the seams.
  /^runtime\/(?:guarded|on-settled|replace-method|method-like|overlay|shared|weakly)\.ts#/,
  /^options\/mark-traced\.ts#/,
  /^statement\/end-with\.ts#/,
  /^pg\/(?:trace-\w+|bind-context|arrival|lease-of|plan-fetch|send-tagged)\.ts#/,
  /^pg\/announce\.ts#runWrapped$/,
  /^pg\/server-of\.ts#belongsTo$/,
  /^pg\/outcome-of\.ts#/,
  /^statement\/handoff\.ts#/,
  /^caller\/caller-finder\.ts#CallerFinder\.find$/,
  /^statement\/statement\.ts#Statement\.end$/,
  /^transaction\/connection-state\.ts#(?:stateOf|ConnectionState\.released)$/,
]
const isSeam = (name: string) => seams.some((seam) => seam.test(name))

const breakables = new Breakables()
let shop: ShopServer
let traced: Wrap

beforeAll(async () => {
  recordSpans()
  for (const file of await sourceFiles()) {
    vi.doMock(`../../src/${file}`, async (original) =>
      breakables.wrapModule(file, await original<Record<string, unknown>>()),
    )
  }
  const library = await import('../../src/index.js')
  traced = (target, options) => breakables.intact(() => library.traced(target, options))
  shop = await startShop()
})

afterAll(() => shop.stop())

test('no function of ours that throws breaks a query', { timeout: 60_000 }, async () => {
  const paths = new EveryPath(shop, breakables)
  const called = await paths.learn(traced)
  const breaking: unknown[] = []
  for (const name of called.filter((one) => !isSeam(one))) {
    const differing = await paths.differing(name, traced, 1)
    if (differing.length > 0) breaking.push({ name, differing })
  }
  expect(breaking).toEqual([])
  expect(called.length).toBeGreaterThan(80)
})
