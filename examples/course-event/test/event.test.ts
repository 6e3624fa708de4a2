import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseComment } from '@sqltrace/sqlcommenter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMarkers } from '../dist/checker/markers.js'
import { readSources, type Source } from '../dist/checker/sources.js'
import { judge } from '../dist/checker/verdict.js'
import { replay } from '../dist/event/replay.js'
import { short } from '../dist/event/scale.js'
import { adviceDuring } from '../dist/failures/advice.js'
import { causes as causesAtTheServers } from '../dist/failures/causes.js'
import { hotRow } from '../dist/failures/hot-row.js'
import { idleInTransaction } from '../dist/failures/idle-in-transaction.js'
import { startAtOnce } from '../dist/failures/start-up.js'
import { switchedOff } from '../dist/failures/switched-off.js'
import { writerReads } from '../dist/failures/writer-reads.js'
import type { Finding } from '../dist/operator/finding.js'
import { startStage, type Stage } from '../dist/stage/stage.js'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const limit = 90_000

let stage: Stage
let sources: Source[]

beforeAll(async () => {
  stage = await startStage()
  sources = await readSources()
}, limit)

afterAll(() => stage.stop())

/** The function around a place, as far as the line that it names. */
async function codeAt(place: string | null): Promise<string> {
  const [, path = '', line] = /^(.*):(\d+)$/.exec(place ?? '') ?? []
  const lines = (await readFile(repository + path, 'utf8')).split('\n').slice(0, Number(line))
  const start = lines.findLastIndex((text) =>
    /^ {2}(?:async )?\w+\(|^export async function/.test(text),
  )
  return lines.slice(start).join('\n')
}

test('who writes the row with the dead versions is named', { timeout: limit }, async () => {
  const { table, writers } = await hotRow(stage)
  expect(table).toBe('course_counters')
  expect(writers.map(({ routes }) => routes)).toEqual([['POST /enrolments/:course']])
  expect(await codeAt(writers[0]?.file ?? '')).toContain("updateTable('course_counters')")
})

describe('the event', () => {
  let findings: readonly Finding[]

  beforeAll(async () => {
    const played = await replay(stage, short, () => {})
    findings = played.operation.findings
  }, limit)

  test('all seven slow queries are found, with every line and route, and nothing else is', () => {
    expect(judge(findings, findMarkers(sources), sources)).toEqual({ found: 7, of: 7, faults: [] })
  })

  test('the decoys stay below the seven', () => {
    const decoys = findMarkers(sources).filter(({ number }) => number === 0)
    expect(decoys).toHaveLength(3)
    const seven = findMarkers(sources).length - decoys.length
    const places = decoys.map(({ file }) => findings.findIndex((finding) => finding.file === file))
    expect(places.filter((place) => place !== -1).every((place) => place >= seven)).toBe(true)
  })

  test('no line of the source holds a slow statement as the server saw it', () => {
    const text = sources.flatMap(({ lines }) => lines).join('\n')
    const statements = findings.slice(0, 9).map(({ statement }) => statement)
    expect(statements.filter((statement) => text.includes(statement))).toEqual([])
  })
})

describe('the other failures', { timeout: limit }, () => {
  test('processes that die in deadlocks before their first request are named by the log', async () => {
    const { died, deadlocks } = await startAtOnce(stage.cluster, 6)
    expect(died).toBeGreaterThan(0)
    const places = deadlocks.flatMap(({ files }) => files)
    expect(deadlocks.every(({ files }) => files.length > 1)).toBe(true)
    const codes = await Promise.all([...new Set(places)].map(codeAt))
    expect(codes.every((code) => /async (?:put|drop)\(/.test(code))).toBe(true)
  })

  test('what an idle transaction did last, and who opened it, are named', async () => {
    const [holder, waiter] = await idleInTransaction(stage)
    expect(holder).toMatchObject({ state: 'idle in transaction', route: 'POST /checkout' })
    expect(await codeAt(holder?.file ?? '')).toMatch(/async order\([^]*insertInto\('orders'\)/)
    const opened = await codeAt(holder?.transaction_opened_at ?? '')
    expect(opened).toMatch(/function checkOut[^]*transaction\(\)/)
    expect(waiter?.statement).toMatch(/^alter table orders/)
  })
})

test('reads that still go to the writer are named', { timeout: limit }, async () => {
  const [first] = await writerReads(stage, 2)
  expect(await codeAt(first?.file ?? '')).toMatch(/async get\([^]*writer/)
  expect(first?.routes).toEqual(['GET /search'])
})

test(
  'switched off by the environment, the same build sends bare statements',
  { timeout: limit },
  async () => {
    const { traced, off } = await switchedOff(stage)
    expect(parseComment(traced)).toMatchObject({ route: '/courses/:slug' })
    expect(off).toContain('lower("courses"."slug")')
    expect(parseComment(off)).toEqual({})
  },
)

describe('the advice of a process on its own statements', { timeout: limit }, () => {
  const numberOf = (file: string | undefined) =>
    findMarkers(sources).find((marker) => marker.file === file)?.number
  const causes = (advice: Awaited<ReturnType<typeof adviceDuring>>) =>
    new Set(advice.map(({ rule, file }) => `${numberOf(file)}: ${rule}`))
  /** The pages of a tag and of a search list courses by 200 ids, and they do it at the line of 2. */
  const known = [
    '2: wide-rows',
    '2: in-list',
    '3: function-on-column',
    '4: in-list',
    '7: read-on-writer',
  ]

  test('it names the causes of 2, 3, 4 and 7 in the event', async () => {
    const crowd = { connections: 8 }
    const visits = [
      { crowd, seconds: 12, prefix: '/c' },
      { crowd, seconds: 6, prefix: '/search' },
    ]
    const found = causes(await adviceDuring(stage, visits))
    expect([...found]).toEqual(
      expect.arrayContaining(known.filter((cause) => cause !== '2: in-list')),
    )
  })

  test('on ordinary days it says nothing else', async () => {
    const visits = [{ crowd: { connections: 2, rate: 10 }, seconds: 8 }]
    const found = causes(await adviceDuring(stage, visits))
    expect(found.size).toBeGreaterThan(0)
    expect(known).toEqual(expect.arrayContaining([...found]))
  })
})

test('the servers name the causes of 1 and 6', { timeout: limit }, async () => {
  const found = await causesAtTheServers(stage)
  const markers = findMarkers(sources)
  const lineOf = (number: number) => markers.find((marker) => marker.number === number)?.file
  const sitesOf = (kind: string, subject: string) =>
    found
      .filter((cause) => cause.kind === kind && cause.subject === subject)
      .flatMap(({ sites }) => sites)
  expect(sitesOf('sequential-scan', 'follows')).toMatchObject([
    { label: 'reads it whole', site: lineOf(1) },
  ])
  expect(sitesOf('dead-rows', 'course_counters')[0]).toMatchObject({
    label: 'writes it',
    site: lineOf(6),
  })
})
