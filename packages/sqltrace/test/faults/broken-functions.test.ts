import { afterAll, expect, test, vi } from 'vitest'
import { recordSpans } from '../contract/harness/record-spans.js'
import type { Wrap } from '../contract/harness/stage.js'
import { startShop } from '../contract/harness/start-shop.js'
import { Breakables } from './breakable.js'
import { EveryPath } from './every-path.js'
import { sourceFiles } from './source-files.js'

/** A statement's own path: straight-line code that forwards calls and looks up related objects. */
const seams = [
  /^kysely\/(?:traced-executor|statement-provider|lease|connection-owner)\.ts#/,
  /^kysely\/trace-(?:connection|stream)\.ts#/,
  /^kysely\/in-flight-query\.ts#inFlightQuery$/,
  // Code that catches faults or installs the seams.
  /^runtime\/(?:guarded|on-settled|replace-method|method-like|overlay|shared|weakly)\.ts#/,
  /^options\/mark-traced\.ts#/,
  /^statement\/end-with\.ts#/,
  /^pg\/(?:trace-\w+|bind-context|arrival|lease-of|plan-fetch|planned-query)\.ts#/,
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

for (const file of await sourceFiles()) {
  vi.doMock(`../../src/${file}`, async (original) =>
    breakables.wrapModule(file, await original<Record<string, unknown>>()),
  )
}
recordSpans()
const library = await import('../../src/index.js')
const traced: Wrap = (target, options) => breakables.intact(() => library.traced(target, options))
const shop = await startShop()
const paths = new EveryPath(shop, breakables)
const functions = (await paths.learn(traced)).filter((name) => !isSeam(name))

afterAll(() => shop.stop())

/** A smaller number means that the scenarios miss some. If you add a function that queries run through, raise it. */
test('the scenarios call every function that may break', () => {
  expect(functions).toHaveLength(118)
})

test.each(functions)('a query survives if %s throws', async (name) => {
  expect(await paths.differing(name, traced, 1)).toEqual([])
})
