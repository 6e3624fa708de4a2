import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { expect, expectTypeOf, test } from 'vitest'
import cls, { createNamespace, getNamespace, type Namespace } from './index.js'

interface Session {
  user: string
  visits: number
}

test('a namespace with a declared shape has typed keys', () => {
  const session = createNamespace<Session>('session')
  expectTypeOf(session).toEqualTypeOf<Namespace<Session>>()
  expectTypeOf(session.get<'user'>).returns.toBeString()
  expectTypeOf(session.set<'visits'>).parameters.toEqualTypeOf<['visits', number]>()
  // @ts-expect-error: no such key
  expect(session.get('name')).toBeUndefined()
})

test('a namespace without a declared shape accepts any key and returns any', () => {
  const session: Namespace = createNamespace('session')
  session.run((context) => {
    session.set('user', { name: 'ada' })
    const name: string = session.get('user').name
    expect(context.user.name).toBe(name)
  })
})

test('callbacks keep their types', async () => {
  const session: cls.Namespace = createNamespace('session')
  const add = session.bind((one: number, two: number) => one + two)
  expectTypeOf(add).toEqualTypeOf<(one: number, two: number) => number>()
  expectTypeOf(session.bind).toBeCallableWith(add as Function)
  expectTypeOf(session.runAndReturn(() => 1)).toBeNumber()
  expectTypeOf(session.runPromise(async () => 'a')).resolves.toBeString()
  expectTypeOf(session.bindEmitter).toBeCallableWith(new EventEmitter())
  expectTypeOf<IncomingMessage>().toExtend<Parameters<typeof session.bindEmitter>[0]>()
  expect(await session.runPromise(async () => add(1, 2))).toBe(3)
})

test('getNamespace may return undefined, except for the view of the library', () => {
  expectTypeOf(getNamespace<Session>('session')).toEqualTypeOf<Namespace<Session> | undefined>()
  expectTypeOf(getNamespace('sqltrace').get<'route'>).returns.toEqualTypeOf<string | undefined>()
  expect(getNamespace('sqltrace').name).toBe('sqltrace')
})
