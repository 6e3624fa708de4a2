import { expect, test } from 'vitest'
import { matchPaths } from './match-paths.js'

test.each([
  ['src/db', 'src/db/base.ts', true],
  ['./src/db/', 'src/db/deep/base.ts', true],
  ['src/db', 'src/db.ts', false],
  ['src/db.ts', 'src/db.ts', true],
  ['src/db.ts', 'lib/src/db.ts', false],
  ['**/base.ts', 'src/db/base.ts', true],
  ['**/base.ts', 'base.ts', true],
  ['src/*.ts', 'src/base.ts', true],
  ['src/*.ts', 'src/db/base.ts', false],
  ['src/**/base.ts', 'src/a/b/base.ts', true],
  ['routes/[slug] ü.ts', 'routes/[slug] ü.ts', true],
  ['routes/[slug] ü.ts', 'routes/s ü.ts', false],
])('the pattern %s and the path %s', (pattern, path, matches) => {
  expect(matchPaths([pattern])(path)).toBe(matches)
})

test('a sticky or global RegExp matches every time', () => {
  const matches = matchPaths([/^src\/db/g, /^lib/y])
  expect([1, 2, 3].map(() => matches('src/db/base.ts'))).toEqual([true, true, true])
  expect([1, 2, 3].map(() => matches('lib/base.ts'))).toEqual([true, true, true])
})

test('without patterns, nothing is ignored', () => {
  expect(matchPaths([])('src/app.ts')).toBe(false)
})
