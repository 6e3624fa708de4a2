import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { partsOf, wrappings } from '../../../test/support/wrap-log.js'
import { parseChunks } from '../../sources/log/read-log.js'
import { LogCollection } from './log-collection.js'
import { LogGroups } from './log-groups.js'

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../test/logs/${name}`, import.meta.url)), 'utf8')
const parts = partsOf(read('18.stderr.txt'), read('18.jsonl'), read('18.csv'))

/** What is found, regardless of how a collector treats blanks. */
const found = async (log: string | Buffer) => {
  const groups = new LogGroups()
  const collection = new LogCollection({ names: {} }, (event, entry) => groups.add(event, entry))
  const bytes = Buffer.from(log as string)
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += 40_000) yield bytes.subarray(at, at + 40_000)
  }
  const counts = await parseChunks(chunks(), (entry) => collection.add(entry))
  const lines = groups.groups.map(
    ({ kind, names, count, milliseconds, bytes: size, messages, statement }) =>
      [kind, ...names, count, milliseconds.toFixed(3), size, messages.summary(), statement]
        .join(' ')
        .replaceAll(/\s+/g, ' '),
  )
  return { entries: counts.entries, reason: counts.reason, lines: lines.toSorted() }
}

const plain = await found(read('18.stderr.txt'))

test('the plain log has something to find', () => {
  expect(plain.entries).toBe(34)
  expect(plain.lines.length).toBeGreaterThan(15)
})

test.each(Object.entries(wrappings))('reads the same as the plain log: %s', async (_name, wrap) => {
  expect(await found(wrap(parts))).toEqual(plain)
})

/** Written by rsyslog 8.2302 from PostgreSQL 18; `whole` with `syslog_split_messages = off`. */
test.each([
  ['traditional', 'stderr'],
  ['iso', 'stderr'],
  ['rfc5424', 'stderr'],
  ['whole', 'whole-stderr'],
])("rsyslog's output reads the same as the server's own log: %s", async (name, own) => {
  const { lines } = await found(read(`rsyslog/${name}.txt`))
  expect(lines.length).toBeGreaterThan(15)
  expect(lines).toEqual((await found(read(`rsyslog/${own}.txt`))).lines)
})
