import { expect, test } from 'vitest'
import { parseComment } from './parse-comment.js'
import { statementKind } from './statement-kind.js'
import { tagSql } from './tag-sql.js'

const megabyte = 1 << 20
const fill = (part: string, size = megabyte) => part.repeat(Math.ceil(size / part.length))

const texts: Record<string, (size: number) => string> = {
  'rows of an insert': (size) => `insert into t values ${fill('(\'abc\', $1, "d"), ', size)}`,
  blanks: (size) => fill(' ', size),
  quotes: (size) => fill("'", size),
  'opened comments': (size) => fill('/*', size),
  'nested comments': (size) => `select 1 ${fill('/*', size / 2)}${fill('*/', size / 2)}`,
  dollars: (size) => fill('$a', size),
  'dollar quotes': (size) => fill('$a$ ', size),
  dashes: (size) => fill('-', size),
  'line comments': (size) => fill('--\n', size),
  'escape strings': (size) => fill("E'a'\n", size),
  semicolons: (size) => fill(';', size),
  'an open string': (size) => `select '${fill('a', size)}`,
  'a comment of spaces': (size) => `select 1 /*a='${fill(' ', size)}x*/`,
  'a comment of quotes': (size) => `select 1 /*a='${fill("'", size)}*/`,
  'a comment of commas': (size) => `select 1 /*a=${fill(',a', size)}*/`,
}

function milliseconds(sql: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage()
    tagSql(sql, { file: 'src/a.ts:1' })
    parseComment(sql)
    statementKind(sql)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

test.each(Object.entries(texts))('a megabyte of %s takes linear time', (_, text) => {
  const quarter = milliseconds(text(megabyte / 4))
  expect(milliseconds(text(megabyte))).toBeLessThan(9 * Math.max(quarter, 2))
})

test.each([
  'rows of an insert',
  'quotes',
  'opened comments',
  'nested comments',
  'dollars',
  'dashes',
])('a megabyte of %s takes milliseconds', (name) => {
  expect(milliseconds(texts[name]?.(megabyte) ?? '')).toBeLessThan(50)
})

test('a statement of 20 megabytes is tagged', () => {
  const sql = `insert into t values ${fill("('abc', $1, a b), ", 20 * megabyte)}(1)`
  expect(tagSql(sql, { a: '1' })).toHaveLength(sql.length + " /*a='1'*/".length)
})
