import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseChunks } from './read-log.js'

const stamp = '2026-11-24 22:51:18.163 UTC [42]'
const csv = readFileSync(
  fileURLToPath(new URL('../../../test/logs/18.csv', import.meta.url)),
  'utf8',
)

const countsOf = (text: string) => {
  const chunks = async function* () {
    yield Buffer.from(text)
  }
  return parseChunks(chunks(), () => undefined)
}

test.each([
  ['', /is empty/],
  [`${stamp} LOG C-0x55d: shop/app@10.0.0.1:5432 login attempt: db=shop user=app\n`, /PgBouncer/],
  ['--\n-- PostgreSQL database dump\n--\nset x;\n', /database dump/],
  [
    'INFO:     Application startup complete.\nERROR:    Exception in ASGI application\n',
    /not a PostgreSQL log/,
  ],
  [
    '2026-11-24 22:51:18,163 INFO: no action. I am (pg-0)\n2026-11-24 22:51:19,163 ERROR: x\n',
    /not a PostgreSQL log/,
  ],
  ['textPayload: "x"\ninsertId: 1\n', /--format=json/],
  ['{"level":"info",\n', /JSON without PostgreSQL/],
  ['\0\u0001\0\0\u0002x\ny', /binary/],
  [
    `${stamp} HATA:  "x" yok\n${stamp} KOMUT:  select 1\n`,
    /language.*"HATA", "KOMUT".*lc_messages/,
  ],
  ['a'.repeat(3_000_000), /not a PostgreSQL log/],
])('recognizes an input without a readable entry: %.40j', async (text, reason) => {
  const { reason: given, entries } = await countsOf(text)
  expect(given).toMatch(reason)
  expect(entries).toBe(0)
})

test('an unknown language in csv: errors are recognized by their code, the rest is counted', async () => {
  const counts = await countsOf(csv.replaceAll(',LOG,', ',KAYIT,').replaceAll(',ERROR,', ',HATA,'))
  expect(counts).toMatchObject({ reason: undefined, entries: 7, foreign: ['KAYIT'] })
  expect(counts.missed).toBe(27)
})

test('counts both readable and unreadable lines', async () => {
  const counts = await countsOf(`hello\n${stamp} LOG:  ready\n${stamp} HATA:  yok\n`)
  expect(counts).toMatchObject({ entries: 1, missed: 2, foreign: ['HATA'], reason: undefined })
})

test('a statement of 40 MB is truncated and counted, and keeps its comment', async () => {
  const piece = Buffer.from(`${'column_of_a_long_list, '.repeat(50_000)}\n`)
  const chunks = async function* () {
    yield Buffer.from(`${stamp} LOG:  duration: 9.000 ms  statement: select\n`)
    for (let index = 0; index < 36; index++) yield Buffer.concat([Buffer.from('\t'), piece])
    yield Buffer.from(`\t1 /*file='a.ts:1'*/\n${stamp} LOG:  ready\n`)
  }
  const messages: string[] = []
  const counts = await parseChunks(chunks(), ({ message }) => messages.push(message))
  expect(counts).toMatchObject({ entries: 2, shortened: 1, missed: 0 })
  expect(messages[0]?.endsWith("/*file='a.ts:1'*/")).toBe(true)
  expect(messages[0]?.length).toBeLessThan(20_000_000)
})
