import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createNamespace } from './index.js'

const session = createNamespace('session')

test('outside a context nothing is active, and nothing can be read or set', () => {
  expect(session.active).toBeNull()
  expect(session.get('user')).toBeUndefined()
  expect(() => session.set('user', 'ada')).toThrow(/No context available/)
})

test('set returns the value, and get reads it in synchronous and asynchronous calls', async () => {
  await session.runPromise(async () => {
    expect(session.set('user', 'ada')).toBe('ada')
    expect(session.get('user')).toBe('ada')
    await sleep(1)
    expect(session.get('user')).toBe('ada')
  })
  expect(session.get('user')).toBeUndefined()
})

test('a value set later is visible to everything in the same context', async () => {
  await session.runPromise(async () => {
    const later = sleep(5).then(() => session.get('user'))
    session.set('user', 'grace')
    expect(await later).toBe('grace')
  })
})

test('a nested context sees outer values, and its own are not visible outside', () => {
  const outer = session.run((context) => {
    session.set('step', 0)
    const inner = session.run(() => {
      expect(session.get('step')).toBe(0)
      session.set('step', 1)
    })
    expect(inner.step).toBe(1)
    expect(Object.getPrototypeOf(inner)).toBe(context)
    expect(session.get('step')).toBe(0)
  })
  expect(outer.step).toBe(0)
})

const answer = (user: number) =>
  session.runPromise(async () => {
    session.set('user', user)
    await sleep(user % 3)
    await sleep(user % 2)
    return session.get('user')
  })

test('concurrent contexts do not mix across turns of the event loop', async () => {
  const users = Array.from({ length: 100 }, (_, user) => user)
  expect(await Promise.all(users.map(answer))).toEqual(users)
})

test('two namespaces have separate values', () => {
  const other = createNamespace('other')
  session.run(() =>
    other.run(() => {
      session.set('user', 'ada')
      other.set('user', 'grace')
      expect([session.get('user'), other.get('user')]).toEqual(['ada', 'grace'])
    }),
  )
})

test('a context is a plain object that contains exactly what was set', () => {
  const context = session.run(() => session.set('user', 'ada'))
  expect(context).toEqual({ user: 'ada' })
  expect(Object.keys(context)).toEqual(['user'])
})

test('createContext inherits the active values and enters nothing', () => {
  session.run((active) => {
    session.set('user', 'ada')
    const context = session.createContext()
    expect(context['user']).toBe('ada')
    expect(session.active).toBe(active)
  })
})

test('an entered context stays active across callbacks until it is left', async () => {
  const context = session.createContext()
  session.enter(context)
  await sleep(1)
  expect(session.active).toBe(context)
  session.exit(context)
  expect(session.active).toBeNull()
})

test('contexts can be left in the order in which they were entered', () => {
  const [first, second, third] = [1, 2, 3].map(() => session.createContext()) as [
    object,
    object,
    object,
  ]
  for (const context of [first, second, third]) session.enter(context)
  session.exit(second)
  expect(session.active).toBe(third)
  session.exit(third)
  expect(session.active).toBe(first)
  session.exit(first)
  expect(session.active).toBeNull()
})

test('exit throws for a context that was not entered, and enter without a context', () => {
  const context = session.createContext()
  expect(() => session.exit(context)).toThrow(/not left yet/)
  expect(() => session.enter(undefined as unknown as object)).toThrow(/createContext/)
})

test('a context entered inside run ends with it', () => {
  session.run((active) => {
    session.run(() => session.enter(session.createContext()))
    expect(session.active).toBe(active)
  })
  expect(session.active).toBeNull()
})
