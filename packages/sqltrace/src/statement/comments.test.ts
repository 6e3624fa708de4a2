import { expect, test } from 'vitest'
import { resolveOptions } from '../options/resolve-options.js'
import { ROOT_CONTEXT } from '@opentelemetry/api'
import { Comments } from './comments.js'

const site = { file: 'a.ts', line: 1, column: 1, mapped: true, functionName: undefined }
const rules = { named: false, utility: false, transaction: undefined, traceparent: undefined }
const scope = { request: { id: 1, method: 'GET', route: '/a' }, tags: { job: 'x' } }
const caller = { site, scope, context: ROOT_CONTEXT }

test('a line that says the same again gets the comment that it had', () => {
  const comments = new Comments(resolveOptions())
  expect(comments.of({ ...caller, scope: { ...scope } }, { ...rules })).toBe(
    comments.of(caller, rules),
  )
})

test.each([
  ['route', { ...scope, request: { ...scope.request, route: '/b' } }, rules, "route='/b'"],
  ['method', { ...scope, request: { ...scope.request, method: 'PUT' } }, rules, "method='PUT'"],
  ['tag', { ...scope, tags: { job: 'y' } }, rules, "job='y'"],
  ['name', scope, { ...rules, named: true }, 'prepared_at'],
  ['transaction', scope, { ...rules, transaction: { ...site, line: 7 } }, "transaction='a.ts:7'"],
])('another %s of the same line makes another comment, and the first one stays', (...given) => {
  const [, changed, changedRules, text] = given
  const comments = new Comments(resolveOptions())
  const first = comments.of(caller, rules).comment
  expect(first).not.toContain(text)
  expect(comments.of({ ...caller, scope: changed }, changedRules).comment).toContain(text)
  expect(comments.of(caller, rules).comment).toBe(first)
})
