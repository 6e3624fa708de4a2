import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createNamespace, destroyNamespace, getNamespace } from './index.js'
import { currentScope, runInScope } from '@sqltrace/context'

const sqltrace = getNamespace('sqltrace')
const request = { id: 1, method: 'GET', route: '/courses/:slug' }
const inRequest = <T>(fn: () => T): T => runInScope({ request, tags: { job: 'report' } }, fn)

test('the view always exists, created or not', () => {
  expect(createNamespace('sqltrace')).toBe(sqltrace)
  destroyNamespace('sqltrace')
  expect(getNamespace('sqltrace')).toBe(sqltrace)
})

test('method, route and tags come from the current scope', () => {
  inRequest(() => {
    expect(sqltrace.get('method')).toBe('GET')
    expect(sqltrace.get('route')).toBe('/courses/:slug')
    expect(sqltrace.get('tags')).toEqual({ job: 'report' })
  })
})

test('outside a scope nothing can be read or set', () => {
  expect(sqltrace.active).toBeNull()
  expect(sqltrace.get('route')).toBeUndefined()
  expect(() => sqltrace.set('route', '/')).toThrow(/No context available/)
})

test('set changes the scope as tags do, and leaves the request unchanged', () => {
  inRequest(() => {
    expect(sqltrace.set('route', 'graphql:course')).toBe('graphql:course')
    expect(sqltrace.get('route')).toBe('graphql:course')
    expect(currentScope()).toMatchObject({
      request,
      tags: { job: 'report', route: 'graphql:course' },
    })
    const tags = { job: 'mail' }
    sqltrace.set('tags', tags)
    tags.job = 'changed later'
    expect(sqltrace.get('tags')).toEqual({ job: 'mail' })
    expect(sqltrace.get('route')).toBe('/courses/:slug')
  })
})

test('undefined removes a method or a route, and tags', () => {
  inRequest(() => {
    sqltrace.set('route', undefined)
    expect([sqltrace.get('method'), sqltrace.get('route')]).toEqual(['GET', undefined])
    sqltrace.set('method', undefined)
    expect(currentScope()?.request).toEqual({ id: 1, method: undefined, route: undefined })
    sqltrace.set('tags', undefined)
    expect(sqltrace.get('tags')).toEqual({})
  })
})

test.each([
  ['file', 'src/a.ts:1'],
  ['prepared_at', 'src/a.ts:1'],
  ['job', { name: 'report' }],
])('set throws for a reserved tag or a value that is not a string: %s, %s', (key, value) => {
  const tags = { [key]: value } as Record<string, string>
  inRequest(() => expect(() => sqltrace.set('tags', tags)).toThrow(`"${key}"`))
})

test('numbers and booleans become strings', () => {
  const tags = { attempt: 2, last: true } as unknown as Record<string, string>
  inRequest(() => {
    sqltrace.set('tags', tags)
    expect(sqltrace.get('tags')).toEqual({ attempt: '2', last: 'true' })
  })
})

test('any key other than method, route and tags throws', () => {
  const set = sqltrace.set as (key: string, value: string) => unknown
  inRequest(() => expect(() => set.call(sqltrace, 'user', 'ada')).toThrow(/tags/))
})

test('what one branch sets is not visible to its siblings or their parent', async () => {
  await inRequest(async () => {
    const branch = async (route: string) => {
      await sleep(1)
      sqltrace.set('route', route)
      await sleep(2)
      return sqltrace.get('route')
    }
    const untouched = sleep(5).then(() => sqltrace.get('route'))
    expect(await Promise.all([branch('a'), branch('b')])).toEqual(['a', 'b'])
    expect(await untouched).toBe('/courses/:slug')
    expect(sqltrace.get('route')).toBe('/courses/:slug')
  })
})

test('run starts a branch', () => {
  inRequest(() => {
    sqltrace.run(() => sqltrace.set('route', 'a'))
    expect(sqltrace.get('route')).toBe('/courses/:slug')
  })
  expect(sqltrace.runAndReturn(() => sqltrace.set('method', 'POST'))).toBe('POST')
})

test('a bound function sees the request where it was bound, and the contexts of its caller', () => {
  const session = createNamespace('session')
  const bound = inRequest(() => sqltrace.bind(() => [sqltrace.get('route'), session.get('user')]))
  session.run(() => {
    session.set('user', 'ada')
    expect(bound()).toEqual(['/courses/:slug', 'ada'])
  })
})

test('a listener sees the request in which it was added', () => {
  const emitter = new EventEmitter()
  let route: unknown
  inRequest(() => {
    sqltrace.bindEmitter(emitter)
    emitter.on('event', () => (route = sqltrace.get('route')))
  })
  emitter.emit('event')
  expect(route).toBe('/courses/:slug')
})

test('a scope can be entered and left, but only the last one entered', () => {
  const context = inRequest(() => sqltrace.createContext())
  sqltrace.enter(context)
  sqltrace.set('method', 'POST')
  expect([sqltrace.get('method'), sqltrace.get('route')]).toEqual(['POST', '/courses/:slug'])
  expect(() => sqltrace.exit(sqltrace.createContext())).toThrow(/entered last/)
  sqltrace.exit(context)
  expect(sqltrace.active).toBeNull()
})
