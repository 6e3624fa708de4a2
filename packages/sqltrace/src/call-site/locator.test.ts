import { afterEach, expect, test } from 'vitest'
import { createLocator } from './locator.js'

const locator = createLocator({ root: import.meta.dirname, ignore: [] })
const entry = () => locator.locate(entry, locator.frames(entry))
const { stackTraceLimit, prepareStackTrace } = Error

afterEach(() => {
  Object.defineProperty(Error, 'stackTraceLimit', plain(stackTraceLimit))
  Object.defineProperty(Error, 'prepareStackTrace', plain(prepareStackTrace))
})

const plain = (value: unknown) => ({ value, writable: true, configurable: true, enumerable: true })
const here = () => entry()
const own = () => Object.getOwnPropertyDescriptors(Error)

test('the caller of our entry point is found, with its class and function', () => {
  class Courses {
    find() {
      return entry()
    }
  }
  const site = new Courses().find()
  expect(site).toMatchObject({
    file: 'locator.test.ts',
    mapped: true,
    functionName: 'Courses.find',
  })
})

test('an entry point that is not on the stack has no call site', () => {
  const elsewhere = () => {}
  expect(locator.locate(elsewhere, locator.frames(elsewhere))).toBeUndefined()
})

test("the app's stack trace limit and hook are neither used nor changed, whatever they are", () => {
  const states: [PropertyDescriptor, PropertyDescriptor][] = [
    [plain(0), plain(undefined)],
    [plain('many'), plain(() => 'mine')],
    [
      { value: 1, writable: false, configurable: true },
      {
        value: () => {
          throw new Error('hook')
        },
        writable: false,
        configurable: true,
      },
    ],
    [
      {
        get: () => {
          throw new Error('limit')
        },
        configurable: true,
      },
      {
        get: () => {
          throw new Error('hook')
        },
        configurable: true,
      },
    ],
  ]
  // Under the test runner, only its hook knows this file's map; it is called once.
  const expected = here()
  expect(expected?.file).toBe('locator.test.ts')
  for (const [limit, hook] of states) {
    Object.defineProperty(Error, 'stackTraceLimit', limit)
    Object.defineProperty(Error, 'prepareStackTrace', hook)
    const before = own()
    const site = here()
    const after = own()
    Object.defineProperty(Error, 'stackTraceLimit', plain(stackTraceLimit))
    expect(after).toEqual(before)
    expect(site).toEqual(expected)
  }
})

test('a deep stack of foreign frames is read to its end', () => {
  const deep = (levels: number): unknown =>
    levels > 0 ? [1].map(() => deep(levels - 1))[0] : find()
  const elsewhere = createLocator({ root: '/nowhere', ignore: [/./] })
  const find = () => elsewhere.locate(find, elsewhere.frames(find))
  expect(deep(60)).toMatchObject({ mapped: true })
})
