import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'
import { folderOfTest } from './support/temporary.js'

const log = fileURLToPath(new URL('logs/18.stderr.txt', import.meta.url))

const summaryOf = async (...args: string[]) => {
  const { objects } = await runCli(['logs', '--json', ...args, log])
  return { objects, summary: objects.at(-1) }
}

test('a file without a readable entry exits with 1, after the tables of the others', async () => {
  const file = join(folderOfTest(), 'notes.txt')
  writeFileSync(file, 'some words\n')
  const { code, stdout, stderr } = await runCli(['logs', file, log])
  expect(stderr).toBe(
    `sqltrace: ${file} is not a PostgreSQL log; sqltrace reads stderr, csvlog and jsonlog, also when wrapped by a log collector.\n`,
  )
  expect(stdout).toContain('34 entries, 0 not understood.')
  expect(code).toBe(1)
})

test('a log is called quiet only if all of it was understood', async () => {
  const quiet = '2026-11-24 22:51:18.163 UTC [42] LOG:  ready\n'
  const [whole, part] = await Promise.all([
    runCli(['logs', '-'], { input: quiet }),
    runCli(['logs', '-'], { input: `${quiet}2026-11-24 22:51:18.163 UTC [42] HATA:  yok\n` }),
  ])
  expect(whole.stdout).toBe(
    'No slow statements, errors or waits in this log.\n1 entry, 0 not understood.\n',
  )
  expect(part.stdout).toContain('waits in the entries that could be read (1 entry).')
  expect(part.stdout).toContain('Unknown severity or label: "HATA"')
  expect(part.stdout).toContain('1 entry, 1 not understood.')
})

test('gzip with several members is read to the end', async () => {
  const file = join(folderOfTest(), 'x.gz')
  const member = gzipSync(readFileSync(log))
  writeFileSync(file, Buffer.concat([member, member]))
  const { stdout } = await runCli(['logs', file])
  expect(stdout).toContain('68 entries, 0 not understood.')
})

test.each([
  ['x.xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4], 'xz'],
  ['x.bz2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26], 'bzip2'],
])(
  'an unsupported compression is reported with the command to use: %s',
  async (name, bytes, command) => {
    const file = join(folderOfTest(), name)
    writeFileSync(file, Buffer.from(bytes))
    const { code, stderr } = await runCli(['logs', file])
    expect(stderr).toBe(
      `sqltrace: ${file} is compressed with ${command}; run: ${command} -dc ${file} | sqltrace logs -\n`,
    )
    expect(code).toBe(1)
  },
)

test("--since and --until select a time range, in the log's local time or with a time zone", async () => {
  const [clock, moment, later] = await Promise.all([
    summaryOf('--since', '2026-11-24 22:51:22.2', '--until', '2026-11-24 22:51:22.4'),
    summaryOf('--since', '2026-11-24T23:51:22.2+01:00', '--until', '2026-11-24T22:51:22.4Z'),
    summaryOf('--since', '1m'),
  ])
  expect(clock.objects.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['deadlock', 'lock_wait', 'slow']),
  )
  expect(clock.objects.filter(({ type }) => type === 'error')).toEqual([])
  expect(moment.objects).toEqual(clock.objects)
  expect(later.objects).toMatchObject([{ type: 'view', entries_of_other_times: 34 }])
})

test('a row may be a file, a route, an application, a user or a database', async () => {
  const namesBy = async (by: string) => {
    const { objects } = await summaryOf('--by', by)
    return objects.filter(({ type }) => type === 'deadlock').flatMap(({ names }) => names)
  }
  const groupings = ['file', 'route', 'application', 'user', 'database']
  expect(await Promise.all(groupings.map(namesBy))).toEqual([
    ['src/cache.ts'],
    ['job warm'],
    ['shop'],
    ['postgres'],
    ['postgres'],
  ])
})

test('filters drop events and say so', async () => {
  const [route, nobody, text] = await Promise.all([
    summaryOf('--route', '/enrol', '--database', 'postgres'),
    summaryOf('--user', 'nobody'),
    runCli(['logs', '--user', 'nobody', log]),
  ])
  const files = route.objects.flatMap((one) => (one['files'] as string[] | undefined) ?? [])
  expect(files.length).toBeGreaterThan(4)
  expect(files.every((file) => /enrol|counter/.test(file))).toBe(true)
  expect(nobody.objects).toMatchObject([{ type: 'view', events_of_other_names: 28 }])
  expect(text.stdout).toContain('No match; 28 other events filtered out.')
})

test('percentiles and counts are estimates if the server logged only a share', async () => {
  const args = ['--sample-rate', '0.1', '--sampled-below', '100', '--line', 'src/c']
  const { objects } = await summaryOf(...args)
  const slow = objects.filter(({ type }) => type === 'slow')
  expect(slow.map(({ files, count }) => [files, count])).toEqual([
    [['src/courses/repo.ts:42'], 2],
    [['src/cache.ts:33'], 10],
    [['src/counter.ts:10'], 1],
  ])
  const { stdout } = await runCli(['logs', ...args, log], { env: { COLUMNS: '200' } })
  expect(stdout).toContain('10% of the statements that took less than 100 ms were logged')
})
