import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskLiterals } from './mask-literals.js'
import { normalizeSql } from './normalize-sql.js'

test.each([
  [
    "select * from t where a = 'x''y' and b = 5.5e3 /*file='a.ts:1'*/",
    'select * from t where a = ? and b = ?',
  ],
  ['select * from t where a = $1\n\tand b = $2 -- note', 'select * from t where a = ? and b = ?'],
  ['select * from t2 where id in (1, 2,3)', 'select * from t2 where id in (?)'],
  ['select $$it\'s$$, $tag$ $$ $tag$, E\'a\\\'b\', "co""l1"', 'select ?, ?, ?, "co""l1"'],
  ["select '/*', 1 /* ' */, 'b'", 'select ?, ? , ?'],
  ["alter role app password 'hunter2'", 'alter role app password ?'],
])('%s', (sql, normal) => {
  expect(normalizeSql(sql)).toBe(normal)
})

test('the text in pg_stat_statements and a running statement normalize to the same text', () => {
  expect(
    normalizeSql("select slug from courses where id = 7 and slug = 'x' /*file='a.ts:1'*/"),
  ).toBe(normalizeSql('select slug from courses where id = $1 and slug = $2'))
})

test('no part of a string is shown, even if the text is cut off', () => {
  const literal = fc
    .string({ unit: 'grapheme-ascii' })
    .map((text) => `'${`secret${text}`.replaceAll("'", "''")}'`)
  const statement = fc.tuple(literal, literal).map((both) => `select ${both.join(', ')} from t`)
  fc.assert(
    fc.property(statement, fc.nat(200), (sql, length) => {
      expect(normalizeSql(sql.slice(0, length))).not.toContain('secret')
    }),
  )
})

test('a span and the console mask a statement alike', () => {
  const pieces = `select from where a "b" 1 1.5 'x' 'it''s' E'\\'' $$y$$ $1 true null is -- /* */ ( ) , = in ;`
  const parts = fc.constantFrom(...pieces.split(' '), "'\n'", '\n', "'\\'", 'is true')
  const statement = fc.array(parts, { maxLength: 20 }).map((all) => all.join(' '))
  fc.assert(
    fc.property(statement, (sql) => {
      expect(normalizeSql(maskLiterals(sql))).toBe(normalizeSql(sql))
    }),
    { numRuns: 500 },
  )
})

test('takes linear time for any statement', () => {
  for (const piece of ["'", "''", '(', '/*', '$a$', '"', '--', 'x ', '1,']) {
    const started = performance.now()
    normalizeSql(`select ${piece.repeat(50_000)}`)
    expect(performance.now() - started).toBeLessThan(3000)
  }
})
