import { currentScope, runInScope } from '@sqltrace/context'
import { expect, expectTypeOf, test } from 'vitest'
import { withTags } from './with-tags.js'

const tags = () => currentScope()?.tags

test('the result of fn is returned unchanged', async () => {
  expect(withTags({ job: 'report' }, () => 7)).toBe(7)
  const promise = Promise.resolve('done')
  expect(withTags({ job: 'report' }, () => promise)).toBe(promise)
  expectTypeOf(withTags({}, () => promise)).toEqualTypeOf<Promise<string>>()
})

test('an error from fn reaches the caller unchanged', () => {
  const error = new Error('fn')
  expect(() =>
    withTags({}, () => {
      throw error
    }),
  ).toThrow(error)
})

test('nested tags merge, the inner value wins, undefined removes a tag, and nothing changes outside', async () => {
  await withTags({ job: 'report', tenant: 'a', shard: 1 }, async () => {
    await Promise.resolve()
    withTags({ tenant: 'b', shard: undefined, dry: true }, () => {
      expect(tags()).toEqual({ job: 'report', tenant: 'b', dry: 'true' })
    })
    expect(tags()).toEqual({ job: 'report', tenant: 'a', shard: '1' })
  })
  expect(currentScope()).toBeUndefined()
})

test('siblings do not see each other', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map((job) =>
      withTags({ job }, async () => {
        await Promise.resolve()
        return tags()
      }),
    ),
  )
  expect(seen).toEqual([{ job: 'a' }, { job: 'b' }])
})

test("the request's route and method can be replaced and removed", () => {
  const request = { id: 1, method: 'POST', route: '/graphql' }
  runInScope({ request }, () => {
    withTags({ route: 'query Courses' }, () => {
      expect(tags()).toEqual({ route: 'query Courses' })
      expect(currentScope()?.request).toBe(request)
    })
    withTags({ route: undefined }, () => {
      expect(currentScope()?.request).toEqual({ id: 1, method: 'POST', route: undefined })
    })
    withTags({ method: undefined }, () => {
      expect(currentScope()?.request).toEqual({ id: 1, method: undefined, route: '/graphql' })
    })
  })
})

test.each([
  ['a reserved tag', { file: 'a.ts:1' }],
  ['a reserved tag, to remove it', { traceparent: undefined }],
  ['a key without a name', { '': 'x' }],
  ['null', { job: null }],
  ['an object', { job: { toString: (): string => 'never called' } }],
  ['a symbol', { job: Symbol('job') }],
  ['no tags', undefined],
  ['a string instead of tags', 'nightly-report'],
  ['an array instead of tags', ['nightly-report']],
])('%s throws before fn runs', (_, bad) => {
  let ran = false
  expect(() => withTags(bad as never, () => (ran = true))).toThrow(
    expect.objectContaining({ code: 'SQLTRACE_INVALID_TAG' }),
  )
  expect(ran).toBe(false)
})

test('a key from Object.prototype is an ordinary key', () => {
  const hostile = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>
  withTags(hostile, () => {
    expect(Object.entries(tags() ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })
})
