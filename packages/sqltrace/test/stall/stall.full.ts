import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres, statements, temporaryFolder } from '@sqltrace/testing'
import type { Postgres, TemporaryFolder } from '@sqltrace/testing'
import { parseComment } from '@sqltrace/sqlcommenter'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBundle } from './make-bundle.js'
import { measure, runOnce } from './measure.js'
import { timeLimit } from './time-limit.js'

let server: Postgres
let folder: TemporaryFolder
let file: string

beforeAll(async () => {
  server = await startPostgres({ settings: { log_statement: 'all' } })
  folder = await temporaryFolder()
  file = (await makeBundle(folder.path, { bundle: 2, map: 27 })).file
})

afterAll(async () => {
  await folder.remove()
  await server.stop()
})

/** The tag `file` of the last statement with this text on the server. */
async function fileOf(text: string): Promise<string | undefined> {
  const sent = await statements(() => server.readLog())
  return parseComment(sent.findLast((one) => one.text.startsWith(text))?.text ?? '').file
}

test(
  'a map of 27 MB blocks the event loop for less than 20 ms',
  { timeout: 60_000, retry: 2 },
  async () => {
    const {
      ready: _,
      heap: __,
      ...stops
    } = await measure(file, server.url, { runs: 3, traced: true })
    expect(Math.max(...Object.values(stops))).toBeLessThan(timeLimit(20))
    expect(await fileOf('select 1 as first')).toMatch(/app\.mjs:\d+:\d+$/)
    expect(await fileOf('select 1 as mapped')).toMatch(/stall\/app\.js:\d+$/)
  },
)

test(
  'a large module that a small program imports blocks the event loop no longer than that',
  { timeout: 60_000, retry: 2 },
  async () => {
    const main = join(folder.path, 'main.mjs')
    await writeFile(main, "import './app.mjs'\n")
    const { gap, first } = await measure(main, server.url, { runs: 3, traced: true })
    expect(Math.max(gap as number, first as number)).toBeLessThan(timeLimit(20))
    expect(await fileOf('select 1 as mapped')).toMatch(/stall\/app\.js:\d+$/)
  },
)

const crowd = '{},'.repeat(13_000_000)
const section = '{"offset":{"line":0,"column":0},"map":{"version":3,"sources":[],"mappings":""}}'
const crowdOfSections = Array(500_000).fill(section).join(',')

test.each([
  [
    'empty objects among its names',
    `{"version":3,"sources":[],"mappings":"","names":[${crowd}{}]}`,
  ],
  ['empty sections', `{"version":3,"sections":[${crowdOfSections}]}`],
])('a map of 40 MB of %s delays nothing for long', { timeout: 60_000 }, async (_, map) => {
  await writeFile(`${file}.map`, map)
  const { ready, exit } = await runOnce(file, server.url)
  expect({ ready: ready < timeLimit(7000), exit: exit < timeLimit(1000) }).toEqual({
    ready: true,
    exit: true,
  })
  expect(await fileOf('select 1 as mapped')).toMatch(/app\.mjs:\d+:\d+$/)
})

test('a process can exit while its map is being read', async () => {
  await writeFile(`${file}.map`, `{"version":3,"sections":[${crowdOfSections}]}`)
  const { ready, exit } = await runOnce(file, server.url, { AWAITED: 'false' })
  expect({ ready: ready < timeLimit(500), exit: exit < timeLimit(1000) }).toEqual({
    ready: true,
    exit: true,
  })
})

const started = /stall\/starting-app\.js:9$/

test.each([
  [{ bundle: 0.3, map: 2 }, started],
  [{ bundle: 1, map: 3 }, started],
  [{ bundle: 5, map: 12 }, started],
  [{ bundle: 5, map: 27 }, /app\.mjs:\d+:\d+$/],
  [{ bundle: 18, map: 40 }, /app\.mjs:\d+:\d+$/],
])(
  'the first statement of a starting program has a line: %j',
  { timeout: 60_000, retry: 2 },
  async (sizes, place) => {
    const small = await temporaryFolder()
    try {
      const starting = await makeBundle(small.path, { ...sizes, entry: 'starting-app.js' })
      const runs = []
      for (let run = 0; run < 3; run++) runs.push(await runOnce(starting.file, server.url))
      expect(await fileOf('select 1 as starting')).toMatch(place)
      expect(Math.min(...runs.map(({ start }) => start))).toBeLessThan(timeLimit(150))
    } finally {
      await small.remove()
    }
  },
)
