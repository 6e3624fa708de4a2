import { tagSql } from '@sqltrace/sqlcommenter'
import { expect, test } from 'vitest'
import { restorePosition } from './restore-position.js'

const tags = { file: 'src/a.ts:1', route: '/courses/:slug' }
const carried = ['', "/*action='list'*/ ", '/*+ SeqScan(a) */ ', '/* of the app */ ', "-- 'x' /*\n"]
const statements = [
  'select 1 from "wörld😀" where nothing = 2',
  'select 1 + nothing',
  "select '/*' || nothing ;  ",
  'insert into t values (nothing)',
]
const placements = ['auto', 'end', 'keyword'] as const

const cases = carried.flatMap((before) =>
  statements.flatMap((statement) =>
    ['', " /*action='list',controller='c'*/", ' /* of the app */'].flatMap((after) =>
      placements.map((placement) => [before + statement + after, placement] as const),
    ),
  ),
)

const positionIn = (text: string, word: string) => String([...text.split(word)[0]!].length + 1)

test.each(cases)('%j with its comment at %s', (sql, placement) => {
  const sent = tagSql(sql, tags, { placement })
  expect(sent).not.toBe(sql)
  const position = positionIn(sent, 'nothing')
  const error = { position, length: 100 + position.length }
  restorePosition(error, sql, sent)
  const expected = positionIn(sql, 'nothing')
  expect(error).toEqual({ position: expected, length: 100 + expected.length })
})

test.each(cases)('%j ends too early, with its comment at %s', (sql, placement) => {
  const sent = tagSql(sql, tags, { placement })
  const error = { position: String([...sent].length + 1) }
  restorePosition(error, sql, sent)
  expect(error.position).toBe(String([...sql].length + 1))
})

test('a position beyond the sent text belongs to a text that other code has changed', () => {
  const error = { position: '1000' }
  restorePosition(error, 'select 1', "select 1 /*file='a'*/")
  expect(error.position).toBe('1000')
})
