import { afterEach, expect, test, vi } from 'vitest'
import cls, { createNamespace, destroyNamespace, getNamespace, reset } from './index.js'

afterEach(() => reset())

test('a namespace that was created is found by its name', () => {
  const session = createNamespace('session')
  expect(session.name).toBe('session')
  expect(getNamespace('session')).toBe(session)
})

test('a name that nobody created finds nothing, whatever objects inherit', () => {
  expect(getNamespace('session')).toBeUndefined()
  expect(getNamespace('constructor')).toBeUndefined()
})

test('a namespace without a name is refused', () => {
  expect(() => createNamespace('')).toThrow(/name/)
})

test('a destroyed namespace is found no more, and destroying it again is refused', () => {
  createNamespace('session')
  destroyNamespace('session')
  expect(getNamespace('session')).toBeUndefined()
  expect(() => destroyNamespace('session')).toThrow(/"session"/)
})

test('a namespace that takes the name of another starts without its values', () => {
  const first = createNamespace('session')
  first.run(() => {
    first.set('user', 'ada')
    const second = createNamespace('session')
    expect(second.get('user')).toBeUndefined()
    expect(getNamespace('session')).toBe(second)
  })
})

test('reset forgets every namespace', () => {
  createNamespace('one')
  createNamespace('two')
  reset()
  expect(getNamespace('one')).toBeUndefined()
  expect(getNamespace('two')).toBeUndefined()
})

test('process.namespaces lists the namespaces that exist', () => {
  const session = createNamespace('session')
  expect(process.namespaces).toEqual({ session })
  reset()
  expect(process.namespaces).toEqual({})
})

test('the default export holds the same functions, for `import cls from`', () => {
  expect(cls.createNamespace).toBe(createNamespace)
  expect(cls.ERROR_SYMBOL).toBe('error@context')
})

test('a second copy of the package finds the namespaces of the first, with their values', async () => {
  const session = createNamespace('session')
  vi.resetModules()
  const copy = await import('./index.js')
  expect(copy.createNamespace).not.toBe(createNamespace)
  session.run(() => {
    session.set('user', 'ada')
    expect(copy.getNamespace('session')?.get('user')).toBe('ada')
  })
  expect(copy.getNamespace('sqltrace')).toBe(getNamespace('sqltrace'))
})
