import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseChunks } from '../../sources/log/read-log.js'
import { LogCollection } from './log-collection.js'
import { LogGroups } from './log-groups.js'

const folder = fileURLToPath(new URL('../../../test/logs/', import.meta.url))

const groupsOf = async (name: string) => {
  const groups = new LogGroups()
  const collection = new LogCollection({ names: {} }, (event, entry) => groups.add(event, entry))
  const chunks = async function* () {
    yield readFileSync(folder + name)
  }
  const counts = await parseChunks(chunks(), (entry) => collection.add(entry))
  return { counts, groups: groups.groups }
}

const expected = [
  'deadlock src/cache.ts:32 src/cache.ts:33 ×1',
  'error src/enrol.ts:11 ×1',
  'error src/enrol.ts:12 ×1',
  'error src/enrol.ts:13 ×1',
  'lock_wait src/cache.ts:32 ×1',
  'lock_wait src/counter.ts:10 ×1',
  'lock_wait src/counter.ts:9 ×1',
  'temp_file src/jobs/report.ts:7 ×1',
  'timeout src/counter.ts:9 ×1',
  'timeout src/enrol.ts:14 ×1',
]

const languages = ['de', 'es', 'fr', 'it', 'ja', 'ka', 'ko', 'ru', 'sv', 'uk', 'zh_CN']
const endings = ['stderr.txt', 'csv', 'jsonl']

test.each(languages.flatMap((language) => endings.map((ending) => `${language}.${ending}`)))(
  'reads a log in another language: %s',
  async (name) => {
    const { counts, groups } = await groupsOf(`languages/${name}`)
    const lines = groups.map(({ kind, names, count }) => [kind, ...names, `×${count}`].join(' '))
    expect(lines).toEqual(expect.arrayContaining(expected))
    expect(groups.filter(({ kind }) => kind === 'slow').length).toBeGreaterThan(2)
    expect({ missed: counts.missed, foreign: counts.foreign }).toEqual({ missed: 0, foreign: [] })
  },
)

const secrets = /hidden|secret|it''s/

test.each(['explain-json', 'explain-xml', 'explain-yaml', 'explain-text'])(
  'shows the statement of a plan without its values: %s',
  async (name) => {
    for (const ending of ['stderr', 'jsonl']) {
      const { groups } = await groupsOf(`variants/${name}.${ending}`)
      expect(groups).toMatchObject([
        {
          kind: 'plan',
          names: ['src/courses/repo.ts:42'],
          count: 2,
          statement: 'select ? as word',
        },
        { kind: 'error', names: ['src/courses/repo.ts:42'] },
      ])
      expect(JSON.stringify(groups)).not.toMatch(secrets)
    }
  },
)

test('verbose messages are read without their code', async () => {
  const { groups } = await groupsOf('variants/verbose.stderr')
  expect(groups).toMatchObject([
    { kind: 'slow', count: 4 },
    { kind: 'error', names: ['src/courses/repo.ts:42'] },
  ])
  expect(groups[1]?.messages.summary()).toBe('column "nothing" does not exist')
})

test('a duration without a statement belongs to the statement before it', async () => {
  for (const ending of ['stderr', 'jsonl']) {
    const { groups } = await groupsOf(`variants/log-duration.${ending}`)
    expect(groups[0]).toMatchObject({ kind: 'slow', names: ['src/courses/repo.ts:42'], count: 2 })
  }
})

test("a standby's plain log with commas and quotes in its statements is not taken for csv", async () => {
  const { counts, groups } = await groupsOf('variants/standby.stderr')
  expect(counts.missed).toBe(0)
  expect(groups[0]).toMatchObject({
    kind: 'slow',
    names: ['examples/course-event/src/courses/course-repository.ts:19'],
  })
})
