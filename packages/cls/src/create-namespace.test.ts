import { afterEach, expect, test, vi } from 'vitest'
import cls, { createNamespace, destroyNamespace, getNamespace, reset } from './index.js'

afterEach(() => reset())

test('a namespace is found by its name', () => {
  const session = createNamespace('session')
  expect(session.name).toBe('session')
  expect(getNamespace('session')).toBe(session)
})

test('an unknown name finds nothing, not even a name that objects inherit', () => {
  expect(getNamespace('session')).toBeUndefined()
  expect(getNamespace('constructor')).toBeUndefined()
})

test('a namespace without a name throws', () => {
  expect(() => createNamespace('')).toThrow(/name/)
})

test('a destroyed namespace is no longer found, and destroying it again throws', () => {
  createNamespace('session')
  destroyNamespace('session')
  expect(getNamespace('session')).toBeUndefined()
  expect(() => destroyNamespace('session')).toThrow(/"session"/)
})

test('a namespace that replaces another of the same name starts without its values', () => {
  const first = createNamespace('session')
  first.run(() => {
    first.set('user', 'ada')
    const second = createNamespace('session')
    expect(second.get('user')).toBeUndefined()
    expect(getNamespace('session')).toBe(second)
  })
})

test('reset removes every namespace', () => {
  createNamespace('one')
  createNamespace('two')
  reset()
  expect(getNamespace('one')).toBeUndefined()
  expect(getNamespace('two')).toBeUndefined()
})

test('process.namespaces lists the existing namespaces', () => {
  const session = createNamespace('session')
  expect(process.namespaces).toEqual({ session })
  reset()
  expect(process.namespaces).toEqual({})
})

test('the default export has the same functions, for `import cls from`', () => {
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
