import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseComment } from '@sqltrace/sqlcommenter'
import { beforeAll, describe, expect, test } from 'vitest'
import { findMarkers } from '../dist/checker/markers.js'
import { judge } from '../dist/checker/verdict.js'
import { replay } from '../dist/event/replay.js'
import { short } from '../dist/event/scale.js'
import { hotRow } from '../dist/failures/hot-row.js'
import { idleInTransaction } from '../dist/failures/idle-in-transaction.js'
import { startAtOnce } from '../dist/failures/start-up.js'
import { switchedOff } from '../dist/failures/switched-off.js'
import { writerReads } from '../dist/failures/writer-reads.js'
import type { Finding } from '../dist/operator/finding.js'
import { useStage } from './use-stage.js'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const limit = 90_000

const event = useStage(limit)

/** The function around a position, up to its line. */
async function codeAt(place: string | null): Promise<string> {
  const [, path = '', line] = /^(.*):(\d+)$/.exec(place ?? '') ?? []
  const lines = (await readFile(repository + path, 'utf8')).split('\n').slice(0, Number(line))
  const start = lines.findLastIndex((text) =>
    /^ {2}(?:async )?\w+\(|^export async function/.test(text),
  )
  return lines.slice(start).join('\n')
}

test(
  'the line that writes the row with the dead versions is found',
  { timeout: limit },
  async () => {
    const { table, writers } = await hotRow(event.stage)
    expect(table).toBe('course_counters')
    expect(writers.map(({ routes }) => routes)).toEqual([['POST /enrolments/:course']])
    expect(await codeAt(writers[0]?.file ?? '')).toContain("updateTable('course_counters')")
  },
)

describe('the event', () => {
  let findings: readonly Finding[]

  beforeAll(async () => {
    const played = await replay(event.stage, short, () => {})
    findings = played.operation.findings
  }, limit)

  test('all seven slow queries are found, with every line and route, and nothing else', () => {
    expect(judge(findings, findMarkers(event.sources), event.sources)).toEqual({
      found: 7,
      of: 7,
      faults: [],
    })
  })

  test('the decoys rank below the seven', () => {
    const decoys = findMarkers(event.sources).filter(({ number }) => number === 0)
    expect(decoys).toHaveLength(3)
    const seven = findMarkers(event.sources).length - decoys.length
    const places = decoys.map(({ file }) => findings.findIndex((finding) => finding.file === file))
    expect(places.filter((place) => place !== -1).every((place) => place >= seven)).toBe(true)
  })

  test('no line of the source contains a slow statement as the server saw it', () => {
    const text = event.sources.flatMap(({ lines }) => lines).join('\n')
    const statements = findings.slice(0, 9).map(({ statement }) => statement)
    expect(statements.filter((statement) => text.includes(statement))).toEqual([])
  })
})

describe('the other failures', { timeout: limit }, () => {
  test('the log shows the lines of processes that die in deadlocks before their first request', async () => {
    const { died, deadlocks } = await startAtOnce(event.stage.cluster, 6)
    expect(died).toBeGreaterThan(0)
    const places = deadlocks.flatMap(({ files }) => files)
    expect(deadlocks.every(({ files }) => files.length > 1)).toBe(true)
    const codes = await Promise.all([...new Set(places)].map(codeAt))
    expect(codes.every((code) => /async (?:put|drop)\(/.test(code))).toBe(true)
  })

  test('the last statement of an idle transaction, and the line that opened it, are found', async () => {
    const [holder, waiter] = await idleInTransaction(event.stage)
    expect(holder).toMatchObject({ state: 'idle in transaction', route: 'POST /checkout' })
    expect(await codeAt(holder?.file ?? '')).toMatch(/async order\([^]*insertInto\('orders'\)/)
    const opened = await codeAt(holder?.transaction_opened_at ?? '')
    expect(opened).toMatch(/function checkOut[^]*transaction\(\)/)
    expect(waiter?.statement).toMatch(/^alter table orders/)
  })
})

test('reads that still go to the writer are found', { timeout: limit }, async () => {
  const [first] = await writerReads(event.stage, 2)
  expect(await codeAt(first?.file ?? '')).toMatch(/async get\([^]*writer/)
  expect(first?.routes).toEqual(['GET /search'])
})

test(
  'with sqltrace disabled by the environment, the same build sends bare statements',
  { timeout: limit },
  async () => {
    const { traced, off } = await switchedOff(event.stage)
    expect(parseComment(traced)).toMatchObject({ route: '/courses/:slug' })
    expect(off).toContain('lower("courses"."slug")')
    expect(parseComment(off)).toEqual({})
  },
)
