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

test('run gives the context to its callback and returns it', () => {
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

test('runPromise keeps its context to itself while its promise is pending', async () => {
  const pending = session.runPromise(async () => {
    session.set('user', 'ada')
    await sleep(2)
    return session.get('user')
  })
  expect(session.active).toBeNull()
  expect(await pending).toBe('ada')
  expect(session.active).toBeNull()
})

test('runPromise refuses a callback that returns no promise', () => {
  const notAsync = (() => 1) as unknown as () => Promise<number>
  expect(() => session.runPromise(notAsync)).toThrow(/promise/)
})

test('runPromise rejects with the same error, which remembers its context', async () => {
  const error = new Error('no')
  const rejected = session.runPromise(async () => {
    session.set('user', 'ada')
    await sleep(1)
    throw error
  })
  await expect(rejected).rejects.toBe(error)
  expect(session.fromException(error)).toEqual({ user: 'ada' })
})

test('a bound function runs in the context it was bound in, with its arguments, this and result', () => {
  const greet = session.runAndReturn(() => {
    session.set('user', 'ada')
    return session.bind(function (this: { greeting: string }, mark: string) {
      return `${this.greeting} ${session.get('user')}${mark}`
    })
  })
  expect(greet.call({ greeting: 'hello' }, '!')).toBe('hello ada!')
})

test('a function can be bound to a given context, at the time it is called', () => {
  const context = session.createContext()
  const bound = session.bind(() => session.get('user'), context)
  context['user'] = 'ada'
  expect(session.runAndReturn(() => bound())).toBe('ada')
})

test('a function that is bound outside of a context gets one of its own', () => {
  const next = session.bind(() => session.set('calls', (session.get('calls') ?? 0) + 1))
  expect([next(), next()]).toEqual([1, 2])
  expect(session.active).toBeNull()
})

test('a bound function leaves the other namespaces as they are where it is called', () => {
  const other = createNamespace('other')
  const bound = session.bind(() => other.get('user'))
  other.run(() => {
    other.set('user', 'grace')
    expect(bound()).toBe('grace')
  })
})

test('an exception leads to the context it was thrown out of', () => {
  const fail = () => {
    session.set('user', 'ada')
    throw new Error('no')
  }
  expect(session.fromException(caught(() => session.run(fail)))).toEqual({ user: 'ada' })
  expect(session.fromException(caught(() => session.runAndReturn(fail)))).toEqual({ user: 'ada' })
  expect(session.fromException(caught(session.bind(fail)))).toEqual({ user: 'ada' })
  expect(session.active).toBeNull()
})

test('an exception shows its context to no logger, and under the name that cls-hooked gave it', () => {
  const exception = caught(() => session.run(() => session.bind(() => JSON.parse('{'))()))
  expect(Object.keys(exception as object)).toEqual([])
  expect((exception as Record<string, unknown>)[ERROR_SYMBOL]).toBe(
    session.fromException(exception),
  )
})

test.each([null, undefined, 'text', Object.freeze(new Error('frozen'))])(
  'what cannot hold a context is thrown as it is: %s',
  (thrown) => {
    const fail = () => {
      throw thrown
    }
    expect(caught(() => session.run(fail))).toBe(thrown)
    expect(session.fromException(thrown)).toBeUndefined()
  },
)
