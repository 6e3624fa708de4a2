import { expect, test } from 'vitest'
import { parseComment } from './parse-comment.js'

const parseBody = (body: string) => parseComment(`select 1 /*${body}*/`)

test.each([
  ["name='O\\'Brien'", { name: "O'Brien" }],
  ["name='O%27Brien'", { name: "O'Brien" }],
  ["name='O''Brien'", { name: "O'Brien" }],
  ["name='O'Brien',b='2'", { name: "O'Brien", b: '2' }],
  ["name='FOO%20\\'BAR'", { name: "FOO 'BAR" }],
  ["a='x*y',b='x%2Ay'", { a: 'x*y', b: 'x*y' }],
  ["a='/polls',b='%2Fpolls'", { a: '/polls', b: '/polls' }],
  ["a='x+y',b='x%20y',c='x%2By'", { a: 'x y', b: 'x y', c: 'x+y' }],
  ["a='x%%2Cy',b='50%25'", { a: 'x,y', b: '50%' }],
  ["b='2',a='1'", { a: '1', b: '2' }],
  ["service.name='shop'", { 'service.name': 'shop' }],
  [" action='list' , controller='polls' ", { action: 'list', controller: 'polls' }],
  ['action=list,controller=polls', { action: 'list', controller: 'polls' }],
  [' a=1, b=2 ', { a: '1', b: '2' }],
  ['application:Shop,action:show', { application: 'Shop', action: 'show' }],
  ["line:/app/a.rb:12:in `each, all',job:x", { line: "/app/a.rb:12:in `each, all'", job: 'x' }],
  ["dddbs='orders',dde='prod',ddps='shop'", { dddbs: 'orders', dde: 'prod', ddps: 'shop' }],
  ["route%20parameter='a'", { 'route parameter': 'a' }],
  ["a='%E4%B8',b='%zz'", { a: '%E4%B8', b: '%zz' }],
  ["a='',b='1'", { a: '', b: '1' }],
  ["a='1',job=,flag", { a: '1' }],
  ["job=,a='1'", { a: '1' }],
  ['job:,action:show', { action: 'show' }],
  ["action='add',job=,flag", { action: 'add' }],
  ["a='1',flag ,b='2'", { a: '1', b: '2' }],
])('reads %s', (body, tags) => {
  expect(parseBody(body)).toEqual(tags)
})

test("reads the specification's own example, typo included", () => {
  const tags = parseBody(`action='%2Fparam*d',controller='index,'framework='spring',
traceparent='00-5bd66ef5095369c7b0d1f8f4bd33716a-c532cb4098ac3dd2-01',
tracestate='congo%3Dt61rcWkgMzE%2Crojo%3D00f067aa0ba902b7'`)
  expect(tags).toEqual({
    action: '/param*d',
    controller: 'index,',
    framework: 'spring',
    traceparent: '00-5bd66ef5095369c7b0d1f8f4bd33716a-c532cb4098ac3dd2-01',
    tracestate: 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7',
  })
})

test.each([
  "/*a='1'*/ select 1",
  "select 1/*a='1'*/",
  "select 1 /*a='1'*/;",
  "select 1; /*a='1'*/",
  "select /* a note: read this */ 1 /*a='1'*/ -- done",
])('finds the tags in %s', (sql) => {
  expect(parseComment(sql)).toEqual({ a: '1' })
})

test('the tags of all comments are merged, the later comment wins', () => {
  expect(parseComment("/*a='1',b='1'*/ select 1 /*b='2'*/")).toEqual({ a: '1', b: '2' })
})

test.each([
  "select '/*a=1*/'",
  "select E'\\'/*a=1*/'",
  "select E'a'\n'\\'/*a=1*/'",
  'select 1 as "/*a=1*/"',
  'select $q$/*a=1*/$q$',
  'select 1 -- /*a=1*/',
  "select 1 /*+ SeqScan(a) b='1' */",
  'select 1 /* TODO: a=1 */',
  '/*https://example.com/x*/ select 1',
  'select 1 /**/',
  '',
])('finds no tags in %s', (sql) => {
  expect(parseComment(sql)).toEqual({})
})

test('from a text that was cut off it reads only whole values', () => {
  const sql = "select 1 /*file='src/a.ts:7',name='O\\'B',route='/a'*/"
  const whole = parseComment(sql)
  for (let length = 0; length <= sql.length; length++) {
    const tags = parseComment(sql.slice(0, length))
    expect(whole).toMatchObject(tags)
  }
  expect(parseComment(sql.slice(0, -1))).toEqual(whole)
  expect(parseComment(sql.slice(0, -3))).toEqual({ file: 'src/a.ts:7', name: "O'B" })
  expect(parseComment('select 1 /*action=list,route=/cou')).toEqual({ action: 'list' })
})

test('names of the object prototype are ordinary keys', () => {
  const tags = parseBody("__proto__='x',constructor='y'")
  expect(Object.entries(tags)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
  expect(Object.getPrototypeOf(tags)).toBe(Object.prototype)
})

test.each([
  [
    "/*application:Joe's app,controller:users,action:index*/",
    { application: "Joe's app", controller: 'users', action: 'index' },
  ],
  ["/* action = 'list' , route ='x' */", { action: 'list', route: 'x' }],
  ["/*path='C:\\dir\\',a='b'*/", { path: 'C:\\dir\\', a: 'b' }],
  ["/*name='it\\'',a='b'*/", { name: "it'", a: 'b' }],
  [`/*controller="it's",a='b'*/`, { controller: "it's", a: 'b' }],
  ["/*a='1',flag,b='2'*/", { a: '1', b: '2' }],
  ["/*a='1',c=,b='2'*/", { a: '1', b: '2' }],
])('other writers: %s', (comment, tags) => {
  expect(parseComment(`select 1 ${comment}`)).toEqual(tags)
})

test.each([
  '/* note: this is slow */',
  '/* TODO, fix it */',
  '/* see http://a.b/c */',
  '/* a b = c */',
])('prose contains no tags: %s', (comment) => {
  expect(parseComment(`select 1 ${comment}`)).toEqual({})
})
