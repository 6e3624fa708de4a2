import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createNamespace, ERROR_SYMBOL } from './index.js'

const session = createNamespace('session')

const caught = (fn: () => unknown): unknown => {
  try {
    fn()
  } catch (exception) {
    return exception
  }
  throw new Error('nothing was thrown')
}

test('run passes the context to its callback and returns it', () => {
  let given: unknown
  const context = session.run((active) => {
    given = active
    expect(session.active).toBe(active)
  })
  expect(context).toBe(given)
})

test('runAndReturn returns what its callback returns', () => {
  expect(session.runAndReturn((context) => [context === session.active])).toEqual([true])
})

test('the context of runPromise is not visible outside while its promise is pending', async () => {
  const pending = session.runPromise(async () => {
    session.set('user', 'ada')
    await sleep(2)
    return session.get('user')
  })
  expect(session.active).toBeNull()
  expect(await pending).toBe('ada')
  expect(session.active).toBeNull()
})

test('runPromise throws if its callback returns no promise', () => {
  const notAsync = (() => 1) as unknown as () => Promise<number>
  expect(() => session.runPromise(notAsync)).toThrow(/promise/)
})

test('runPromise rejects with the same error, which has its context', async () => {
  const error = new Error('no')
  const rejected = session.runPromise(async () => {
    session.set('user', 'ada')
    await sleep(1)
    throw error
  })
  await expect(rejected).rejects.toBe(error)
  expect(session.fromException(error)).toEqual({ user: 'ada' })
})

test('a bound function runs in the context where it was bound, with its arguments, this and result', () => {
  const greet = session.runAndReturn(() => {
    session.set('user', 'ada')
    return session.bind(function (this: { greeting: string }, mark: string) {
      return `${this.greeting} ${session.get('user')}${mark}`
    })
  })
  expect(greet.call({ greeting: 'hello' }, '!')).toBe('hello ada!')
})

test('a function bound to a given context sees its values at the time of the call', () => {
  const context = session.createContext()
  const bound = session.bind(() => session.get('user'), context)
  context['user'] = 'ada'
  expect(session.runAndReturn(() => bound())).toBe('ada')
})

test('a function bound outside a context gets its own', () => {
  const next = session.bind(() => session.set('calls', (session.get('calls') ?? 0) + 1))
  expect([next(), next()]).toEqual([1, 2])
  expect(session.active).toBeNull()
})

test('a bound function leaves other namespaces in the context of its caller', () => {
  const other = createNamespace('other')
  const bound = session.bind(() => other.get('user'))
  other.run(() => {
    other.set('user', 'grace')
    expect(bound()).toBe('grace')
  })
})

test('fromException finds the context in which an exception was thrown', () => {
  const fail = () => {
    session.set('user', 'ada')
    throw new Error('no')
  }
  expect(session.fromException(caught(() => session.run(fail)))).toEqual({ user: 'ada' })
  expect(session.fromException(caught(() => session.runAndReturn(fail)))).toEqual({ user: 'ada' })
  expect(session.fromException(caught(session.bind(fail)))).toEqual({ user: 'ada' })
  expect(session.active).toBeNull()
})

test('the context on an exception is not enumerable and has the name that cls-hooked uses', () => {
  const exception = caught(() => session.run(() => session.bind(() => JSON.parse('{'))()))
  expect(Object.keys(exception as object)).toEqual([])
  expect((exception as Record<string, unknown>)[ERROR_SYMBOL]).toBe(
    session.fromException(exception),
  )
})

test.each([null, undefined, 'text', Object.freeze(new Error('frozen'))])(
  'a value that cannot carry a context is thrown unchanged: %s',
  (thrown) => {
    const fail = () => {
      throw thrown
    }
    expect(caught(() => session.run(fail))).toBe(thrown)
    expect(session.fromException(thrown)).toBeUndefined()
  },
)
