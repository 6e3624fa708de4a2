import { win32 } from 'node:path'
import { expect, test } from 'vitest'
import { scriptPath } from './script-path.js'

test.each([
  ['/srv/app/main.js', '/srv/app/main.js'],
  ['file:///srv/a%20b/%C3%BC.ts', '/srv/a b/ü.ts'],
  ['file:///srv/app/main.js?v=2', '/srv/app/main.js'],
])('the script %s is the file %s', (name, path) => {
  expect(scriptPath(name)).toBe(path)
})

test.each([
  '',
  'node:internal/timers',
  'evalmachine.<anonymous>',
  'data:text/javascript,1',
  'webpack-internal:///./src/app.ts',
  'https://example.org/app.js',
  'file://%',
])('the script %s is not a file', (name) => {
  expect(scriptPath(name)).toBeUndefined()
})

test('a Windows path is a file there', () => {
  expect(scriptPath('C:\\shop\\main.js', win32)).toBe('C:\\shop\\main.js')
})
