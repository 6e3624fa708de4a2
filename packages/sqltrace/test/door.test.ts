import { Kysely, PostgresDialect } from 'kysely'
import { Client, Pool } from 'pg'
import { SqltraceError, traced } from 'sqltrace'
import type { TracedOptions } from 'sqltrace'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { recordFaults } from './contract/harness/record-faults.js'

const newKysely = () =>
  new Kysely<{ t: { id: number } }>({ dialect: new PostgresDialect({ pool: new Pool() }) })
const wrap = (target: unknown, options?: unknown) => () =>
  traced(target as Pool, options as TracedOptions)

describe('invalid calls throw with a fix in the message', () => {
  test.each([
    ['undefined', undefined, /not undefined.*Create it first/],
    ['a string', 'postgres://', /not "postgres:\/\/"/],
    ['a class', Pool, /Pass an instance: traced\(new Pool\(\)\)/],
    ['a promise', Promise.resolve(new Pool()), /Await it first/],
    ['a plain object', { query() {} }, /not an instance of Object/],
    [
      'a postgres.js client',
      Object.assign(() => {}, { unsafe() {}, begin() {} }),
      /postgres\.js is not pg/,
    ],
  ])('%s is not a target', (_, target, message) => {
    expect(wrap(target)).toThrow(message)
    expect(wrap(target)).toThrow(expect.objectContaining({ code: 'SQLTRACE_UNKNOWN_TARGET' }))
  })

  test('the error for an unknown option lists the known ones', () => {
    expect(wrap(new Pool(), { place: 'end' })).toThrow(/Unknown option "place".*placement/)
    expect(wrap(new Pool(), { place: 'end' })).toThrow(SqltraceError)
  })

  test.each([
    [{ application: '' }],
    [{ tags: { a: 1 } }],
    [{ enabled: 'no' }],
    [{ callSite: { ignore: 'src/base' } }],
    [{ callSite: { skip: [] } }],
    [{ placement: 'start' }],
    [{ visibleBytes: -1 }],
    [{ encoding: 'raw' }],
    [{ role: 'leader' }],
    [{ root: 7 }],
  ])('a wrong value throws: %j', (options) => {
    expect(wrap(new Pool(), options)).toThrow(
      expect.objectContaining({ code: 'SQLTRACE_INVALID_OPTION' }),
    )
  })

  test.each(['file', 'prepared_at', 'transaction', 'traceparent', ''])(
    'the constant tag %j cannot be set',
    (key) => {
      expect(wrap(new Pool(), { tags: { [key]: 'x' } })).toThrow(
        expect.objectContaining({ code: 'SQLTRACE_INVALID_TAG' }),
      )
    },
  )

  test('options that are not an object throw', () => {
    expect(wrap(new Pool(), 'application')).toThrow(/must be an object, not/)
  })
})

test('a call that throws leaves the target unchanged', () => {
  const pool = new Pool()
  expect(wrap(pool, { nope: 1 })).toThrow()
  expect(Object.hasOwn(pool, 'query')).toBe(false)
})

test('for a pool or client the same object is returned, for a Kysely a new one', () => {
  const pool = new Pool()
  const client = new Client()
  const db = newKysely()
  expect(traced(pool)).toBe(pool)
  expect(traced(client)).toBe(client)
  expect(traced(db)).not.toBe(db)
  expect(traced(db)).toBeInstanceOf(Kysely)
})

test('wrapping twice changes nothing', () => {
  const db = traced(newKysely())
  const pool = traced(new Pool())
  const { query } = pool
  expect(traced(db)).toBe(db)
  expect(traced(pool).query).toBe(query)
})

test('enabled: false leaves everything unchanged', () => {
  const pool = new Pool()
  const db = newKysely()
  expect(traced(db, { enabled: false })).toBe(db)
  traced(pool, { enabled: false })
  expect(Object.hasOwn(pool, 'query')).toBe(false)
})

test('SQLTRACE_DISABLED=true turns tracing off without a build', () => {
  process.env.SQLTRACE_DISABLED = 'true'
  try {
    const db = newKysely()
    expect(traced(db)).toBe(db)
  } finally {
    delete process.env.SQLTRACE_DISABLED
  }
})

test('traced returns exactly the type that it was given', () => {
  class AppDatabase extends Kysely<{ t: { id: number } }> {}
  expectTypeOf(traced<Pool>).returns.toEqualTypeOf<Pool>()
  expectTypeOf(traced<Client>).returns.toEqualTypeOf<Client>()
  expectTypeOf(traced<AppDatabase>).returns.toEqualTypeOf<AppDatabase>()
  expectTypeOf(traced(newKysely())).toEqualTypeOf<Kysely<{ t: { id: number } }>>()
})

describe('targets that are returned unchanged', () => {
  const anything = [undefined, 7, {}, Pool, { query() {} }, new Proxy({}, {}), Promise.resolve()]

  test.each(anything)('with enabled: false %o', (target) => {
    expect(wrap(target, { enabled: false })()).toBe(target)
  })

  test.each(anything)('with SQLTRACE_DISABLED=true, whatever the options: %o', (target) => {
    vi.stubEnv('SQLTRACE_DISABLED', 'true')
    expect(wrap(target, { placement: 'nowhere' })()).toBe(target)
    vi.unstubAllEnvs()
  })

  test('the error for a test double explains how to turn tracing off', () => {
    for (const double of [{ query() {} }, { connect() {}, query() {} }, { selectFrom() {} }])
      expect(wrap(double)).toThrow(/enabled: false.*SQLTRACE_DISABLED=true/)
  })

  test('a target whose methods cannot be replaced stays untraced, with one message to diag', () => {
    const faults = recordFaults()
    for (const target of [Object.freeze(new Pool()), Object.seal(new Pool()), lazyPool()]) {
      const { query } = target
      const before = Reflect.ownKeys(target)
      expect(traced(target)).toBe(target)
      expect(target.query).toBe(query)
      expect(Reflect.ownKeys(target)).toEqual(before)
    }
    expect(faults.take()).toEqual([expect.stringContaining('cannot replace the methods')])
  })
})

/** A common kind of singleton: nothing defined on the Proxy reaches the pool. */
function lazyPool(): Pool {
  let pool: Pool | undefined
  return new Proxy({} as Pool, {
    get: (_, key) => Reflect.get((pool ??= new Pool()), key),
    has: (_, key) => key in (pool ??= new Pool()),
  })
}
