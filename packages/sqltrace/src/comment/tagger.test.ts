import { ROOT_CONTEXT } from '@opentelemetry/api'
import { expect, test } from 'vitest'
import { resolveOptions } from '../options/resolve-options.js'
import { Tagger } from './tagger.js'

const site = { file: 'a.ts', line: 1, column: 1, mapped: true, functionName: undefined }
const about = { transaction: undefined, traceparent: undefined }
const scope = { request: { id: 1, method: 'GET', route: '/a' }, tags: { job: 'x' } }
const caller = { site, scope, context: ROOT_CONTEXT }
const query = { sql: 'select 1' }

test('a line that sends the same again gets the same text', () => {
  const tagger = new Tagger(resolveOptions())
  const again = tagger.tag({ ...caller, scope: { ...scope } }, { ...query }, { ...about })
  expect(again).toBe(tagger.tag(caller, query, about))
})

test.each([
  ['route', { ...scope, request: { ...scope.request, route: '/b' } }, query, about, "route='/b'"],
  ['method', { ...scope, request: { ...scope.request, method: 'PUT' } }, query, about, "'PUT'"],
  ['tag', { ...scope, tags: { job: 'y' } }, query, about, "job='y'"],
  ['name', scope, { ...query, named: true }, about, 'prepared_at'],
  ['text', scope, { sql: 'select 2' }, about, 'select 2'],
  ['kind of text', scope, { sql: 'begin' }, about, "begin /*file='a.ts:1'*/"],
  ['transaction', scope, query, { ...about, transaction: { ...site, line: 7 } }, "'a.ts:7'"],
])(
  'a different %s on the same line creates another text, and the first one is kept',
  (...given) => {
    const [, changed, changedQuery, changedAbout, part] = given
    const tagger = new Tagger(resolveOptions())
    const first = tagger.tag(caller, query, about).text
    expect(first).not.toContain(part)
    const other = tagger.tag({ ...caller, scope: changed }, changedQuery, changedAbout)
    expect(other.text).toContain(part)
    expect(tagger.tag(caller, query, about).text).toBe(first)
  },
)

test('another database gets the tags, but not the text that PostgreSQL got', () => {
  const tagger = new Tagger(resolveOptions())
  const { tags } = tagger.tag(caller, query, about)
  const other = tagger.tag(caller, { ...query, system: 'mysql' }, about)
  expect(other).toMatchObject({ tags, text: query.sql })
})
