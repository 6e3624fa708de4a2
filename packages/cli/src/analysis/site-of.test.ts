import { expect, test } from 'vitest'
import { nameOf, parsePlace, siteOf, traceIdOf, workOf } from './site-of.js'
import { tagsOf } from './tags-of.js'

test('reads a line and a generated position', () => {
  expect(parsePlace('src/a b.ts:42')).toEqual({ path: 'src/a b.ts', line: 42 })
  expect(parsePlace('dist/main.js:1:20455')).toEqual({
    path: 'dist/main.js',
    line: 1,
    column: 20455,
  })
  expect(parsePlace('C:\\app\\a.ts:3')).toEqual({ path: 'C:\\app\\a.ts', line: 3 })
})

test.each([
  'src/a.ts',
  ':3',
  'src/a.ts:',
  'src/a.ts:1;rm -rf',
  'src/a\u001b]8;;http://evil\u001b\\.ts:3',
  'src/a\u202e.ts:3',
  'src/a.ts:3\n',
  'src/a.ts:99999999999',
  '',
])('finds no place in %j', (text) => {
  expect(parsePlace(text)).toBeUndefined()
})

test('takes a trace id only from a complete traceparent', () => {
  const id = '0af7651916cd43dd8448eb211c80319c'
  expect(traceIdOf(`00-${id}-b7ad6b7169203331-01`)).toBe(id)
  expect(traceIdOf(`00-${id}-b7ad6b7169203331`)).toBeUndefined()
  expect(traceIdOf(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeUndefined()
  expect(traceIdOf('00-../../../etc-b7ad6b7169203331-01')).toBeUndefined()
  expect(traceIdOf(undefined)).toBeUndefined()
})

test('names the work by route, job or controller', () => {
  expect(workOf({ method: 'GET', route: '/x' })).toBe('GET /x')
  expect(workOf({ job: 'nightly' })).toBe('job nightly')
  expect(workOf({ controller: 'courses', action: 'index' })).toBe('courses#index')
  expect(workOf({ file: 'a.ts:1' })).toBeUndefined()
})

test.each<[string, string]>([
  [
    "/*source_location='app%2Fmodels%2Fuser.rb:12:in `index%27'*/ select 1",
    'app/models/user.rb:12',
  ],
  [
    "/*application:Shop,line:/app/models/user.rb:7:in `active_users'*/ select 1",
    '/app/models/user.rb:7',
  ],
  ["select 1 /*file='app/Http/UserController.php',line='42'*/", 'app/Http/UserController.php:42'],
  [
    "select 1 /*stacktrace='lib/shop/accounts.ex:31,lib/shop_web/live/user.ex:9'*/",
    'lib/shop/accounts.ex:31',
  ],
  ['-- File: /src/Shop/Orders.cs:21\n\nSELECT 1', '/src/Shop/Orders.cs:21'],
  ["select 1 /*file='src/a.ts:3:7',func_name='load',db_driver='drizzle'*/", 'src/a.ts:3:7'],
])('finds the line in tags of another writer: %s', (sql, site) => {
  expect(siteOf(tagsOf(sql))).toBe(site)
})

test.each<[string, string]>([
  ["select 1 /*controller='users',action='index',framework='django'*/", 'users#index'],
  ["select 1 /*job='nightly'*/", 'job nightly'],
  ["/*dddbs='orders',dde='prod',ddps='shop'*/ select 1", '(no line)'],
  ['select 1', '(untagged)'],
])('tags without a line are named by their route or job: %s', (sql, name) => {
  expect(nameOf(tagsOf(sql))).toBe(name)
})
