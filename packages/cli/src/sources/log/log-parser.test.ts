import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEntry } from '../../model/log-entry.js'
import { parseChunks } from './read-log.js'

const folder = fileURLToPath(new URL('../../../test/logs/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.includes('.'))
const read = (name: string) => readFileSync(folder + name)

const parse = async (chunks: Buffer[]) => {
  const entries: LogEntry[] = []
  const all = async function* () {
    yield* chunks
  }
  await parseChunks(all(), (entry) => entries.push(entry))
  return entries
}

/** Without empty chunks, which mean that nothing follows for a while. */
const cut = (bytes: Buffer, at: readonly number[]) => {
  const edges = [0, ...at.map((one) => one % bytes.length).toSorted((a, b) => a - b), bytes.length]
  const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
  return chunks.filter(({ length }) => length > 0)
}

test.each(files)('%s reads the same wherever it is split into chunks', async (name) => {
  const whole = await parse([read(name)])
  expect(whole.length).toBeGreaterThan(20)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 6 }), async (at) => {
      expect(await parse(cut(read(name), at))).toEqual(whole)
    }),
    { numRuns: 15 },
  )
})

test('all formats of one server give the same entries', async () => {
  const tidy = ({ severity, message, statement }: LogEntry) => ({
    severity,
    message: message.replaceAll(/ at character \d+|\s+/g, ''),
    statement: statement.replaceAll(/\s+/g, ''),
  })
  const [csv, json, stderr] = await Promise.all(
    ['18.csv', '18.jsonl', '18.stderr.txt'].map(async (name) =>
      (await parse([read(name)])).map(tidy),
    ),
  )
  expect(json).toEqual(csv)
  expect(stderr).toEqual(csv)
})

test.each([
  '2026-11-24 22:51:22 UTC:10.0.0.7(5432):app@shop:[42]:',
  'app@shop app=[a: b]  x ',
  '<134>1 2026-11-24T22:51:22Z db postgres 42 - - [7-1] ',
  '',
])('the prefix may be %j', async (prefix) => {
  const text = `${prefix}ERROR:  out of range\n${prefix}STATEMENT:  select 1\n\tfrom t\n${prefix}LOG:  ready\n`
  expect(await parse([Buffer.from(text)])).toMatchObject([
    { severity: 'ERROR', message: 'out of range', statement: 'select 1\n\tfrom t' },
    { severity: 'LOG' },
  ])
})

test('skips lines that are not from a log', async () => {
  expect(await parse([Buffer.from('hello\n{"a":\n\u0000\n')])).toEqual([])
})
