import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { emptyEntry } from '../../sources/log/log-format.js'
import { parseChunks } from '../../sources/log/read-log.js'
import { logEvent } from './log-event.js'
import { LogGroups } from './log-groups.js'

/** What each test log contains, in terms of its tags. */
const expected = [
  'deadlock src/cache.ts:32 src/cache.ts:33 ×1 job warm',
  'error src/enrol.ts:11 ×1 POST /enrol',
  'error src/enrol.ts:12 ×1 POST /enrol',
  'error src/enrol.ts:13 ×1 POST /enrol',
  'lock_wait src/counter.ts:10 ×1 POST /enrol',
  'slow src/courses/repo.ts:42 ×2 GET /courses/:slug',
  'plan src/courses/repo.ts:42 ×2 GET /courses/:slug',
  'temp_file src/jobs/report.ts:7 ×1 job nightly',
  'timeout src/counter.ts:9 ×1 POST /enrol',
  'timeout src/enrol.ts:14 ×1 POST /enrol',
]

const groupsOf = async (name: string) => {
  const file = fileURLToPath(new URL(`../../../test/logs/${name}`, import.meta.url))
  const groups = new LogGroups()
  await parseChunks(createReadStream(file), (entry) => {
    const event = logEvent(entry)
    if (event !== undefined) groups.add(event)
  })
  return groups.groups
}

test.each([
  '10.stderr.txt',
  '10.csv',
  '13.stderr.txt',
  '13.csv',
  '15.stderr.txt',
  '15.csv',
  '15.jsonl',
  '18.stderr.txt',
  '18.csv',
  '18.jsonl',
])("groups a real server's log by line of code: %s", async (name) => {
  const groups = await groupsOf(name)
  const lines = groups.map(({ kind, names, count, works }) =>
    [kind, ...names, `×${count}`, works.summary()].join(' '),
  )
  expect(lines).toEqual(expect.arrayContaining(expected))
})

test('shows statements without their values', async () => {
  const groups = await groupsOf('18.csv')
  const find = (kind: string, site: string) =>
    groups.find((group) => group.kind === kind && group.names.includes(site))?.statement
  expect(find('error', 'src/enrol.ts:11')).toBe('insert into courses values (?)')
  expect(find('deadlock', 'src/cache.ts:33')).toBe('update courses set slug = ? where id = ?')
  expect(find('plan', 'src/jobs/report.ts:7')).toBe(
    'select count(*) from (select * from courses order by slug || ? offset ?) x',
  )
})

test('memory stays bounded regardless of the number of lines and routes', () => {
  const groups = new LogGroups()
  for (let index = 0; index < 30_000; index++) {
    const sql = `select 1 /*file='src/a.ts:${index}',route='/${index}'*/`
    const message = `duration: 5.000 ms  statement: ${sql}`
    const event = logEvent({ ...emptyEntry('LOG'), message })
    if (event !== undefined) groups.add(event)
  }
  expect(groups.groups.length).toBeLessThan(6000)
  expect(groups.groups.reduce((sum, { count }) => sum + count, 0)).toBe(30_000)
})

test('events that differ only in the trace belong to one group', () => {
  const groups = new LogGroups()
  for (const id of ['a', 'b']) {
    const trace = `00-${id.repeat(32)}-${id.repeat(16)}-01`
    const message = `duration: 5.0 ms  statement: select 1 /*file='a.ts:1',traceparent='${trace}',route='/x'*/`
    const event = logEvent({ ...emptyEntry('LOG'), message })
    if (event !== undefined) groups.add(event)
  }
  expect(groups.groups).toMatchObject([{ names: ['a.ts:1'], count: 2 }])
})

test('a statement may have any number of comments', () => {
  const groups = new LogGroups()
  const message = `duration: 5.0 ms  statement: select 1 ${'/* a */'.repeat(100_000)} /*file='a.ts:1'*/`
  const event = logEvent({ ...emptyEntry('LOG'), message })
  if (event !== undefined) groups.add(event)
  expect(groups.groups).toMatchObject([{ names: ['a.ts:1'] }])
})
