import { expect, test } from 'vitest'
import { temporaryFolder } from '@sqltrace/testing'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Advice } from './advice.js'
import { renderAdvice } from './render-advice.js'

const advice: Advice = {
  rule: 'n-plus-one',
  file: 'src/list.ts:2',
  seen: 'The same query ran 7 times in a row, taking 70 ms.',
  remedy: 'Fetch all rows with one query.',
  places: [{ label: 'after the query at', file: 'src/list.ts:1' }],
  sql: 'select *\n  from courses',
  tags: { method: 'GET', route: '/courses' },
  count: 3,
  root: '/nowhere',
}

test('a block shows the line with its source, what was seen and what to do', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, 'src'))
  await writeFile(join(folder.path, 'src/list.ts'), 'one()\ntwo()\nthree()\u001b[2J\nfour()\n')
  expect(renderAdvice({ ...advice, root: folder.path })).toBe(`\
sqltrace advice: n-plus-one (3 times since the last report)
  src/list.ts:2  GET /courses
    1 │ one()
  ▸ 2 │ two()
    3 │ three()\\u{1b}[2J
  The same query ran 7 times in a row, taking 70 ms.
    after the query at src/list.ts:1
  → Fetch all rows with one query.
  select * from courses
`)
  await folder.remove()
})

test('without source, route or line, the rest is shown', () => {
  const { file: _, ...rest } = { ...advice, tags: { job: 'report' }, sql: '', places: [], count: 1 }
  expect(renderAdvice({ ...rest, file: 'src/list.ts:2' })).toContain(
    'src/list.ts:2  job report\n  The',
  )
  expect(renderAdvice({ ...rest, file: undefined, remedy: 'one\ntwo' })).toBe(
    `sqltrace advice: n-plus-one\n  ${advice.seen}\n  → one\n  → two\n`,
  )
})

const hostile = [
  '\u001b]0;owned\u0007',
  '\u009b31m',
  'a\u202eb',
  'a\nsqltrace advice: forged',
  '\u2028',
]

test.each(hostile)('no foreign text sends a control character to the terminal: %j', (text) => {
  const forged: Advice = {
    ...advice,
    file: `src/${text}.ts:2`,
    seen: text,
    remedy: text.replaceAll('\n', ' '),
    places: [{ label: text, file: text }],
    sql: `select "${text}"`,
    tags: { method: text, route: text },
  }
  const lines = renderAdvice(forged).split('\n')
  expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(lines).toHaveLength(renderAdvice({ ...advice, sql: 'select 1' }).split('\n').length)
})

test('a terminal gets links to the files', () => {
  const shown = renderAdvice(advice, { isTerminal: true, columns: 80 })
  expect(shown).toContain(
    '\u001b]8;;file:///nowhere/src/list.ts\u001b\\src/list.ts:2\u001b]8;;\u001b\\',
  )
})
