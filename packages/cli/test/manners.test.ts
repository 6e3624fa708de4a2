import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { cleanEnvironment, runCli } from './support/run-cli.js'
import { folderOfTest } from './support/temporary.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const log = here('logs/18.stderr.txt')
const bin = here('../bin/sqltrace.js')
const tag = "/*file='src/courses/repo.ts:2',method='GET',route='/courses/:slug',version='1.0'*/"

test.each(['decode', 'top', 'slow', 'locks', 'logs'])(
  '%s --help shows examples and exits with 0',
  async (name) => {
    const { code, stdout } = await runCli([name, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}.*sqltrace/)
  },
)

test.each([
  [[], /Usage/],
  [['tpo'], /unknown command 'tpo'/],
  [['top', '--rate', 'x'], /'x' is invalid.*above 0/],
  [['top', '--by', 'moon'], /Allowed choices are line/],
  [['decode', '--jaeger', 'javascript:alert(1)', tag], /--jaeger takes Jaeger's address/],
  [['decode', '--map', log, tag], /not a readable source map/],
  [['top', '--once', '--url', 'nonsense'], /variable nonsense is not set/],
])('%j exits with 2', async (args, message) => {
  const { code, stderr } = await runCli(args)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(2)
})

test('a missing log exits with 1 and a fix', async () => {
  const { code, stderr } = await runCli(['logs', '/nowhere/x.log'])
  expect(stderr).toBe(
    'sqltrace: /nowhere/x.log does not exist; run "show log_directory" on the server to find its logs.\n',
  )
  expect(code).toBe(1)
})

test('a text without tags exits with 1', async () => {
  const { code, stderr, stdout } = await runCli(['decode', 'select 1'])
  expect(stderr).toContain('No tags in this text')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
})

test('a reader that exits early is not an error', async () => {
  const command = `"${process.execPath}" "${bin}" logs --json "${log}" "${log}" | head -n 1`
  const output = execFileSync('bash', ['-c', `set -o pipefail; ${command}`], {
    encoding: 'utf8',
    env: cleanEnvironment(),
  })
  expect(JSON.parse(output)).toHaveProperty('type')
})

test.skipIf(!existsSync('/dev/full'))('a full disk is reported and exits with 1', () => {
  const command = `"${process.execPath}" "${bin}" logs "${log}" > /dev/full`
  const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  expect(stderr).toBe(
    'sqltrace: Could not write the output: ENOSPC: no space left on device, write.\n',
  )
  expect(status).toBe(1)
})

test('output is coloured only on a terminal or with FORCE_COLOR, and NO_COLOR takes precedence', async () => {
  const colored = (env: NodeJS.ProcessEnv) =>
    runCli(['logs', log], { env }).then(({ stdout }) => stdout.includes('\u001b['))
  expect(
    await Promise.all([
      colored({}),
      colored({ FORCE_COLOR: '1' }),
      colored({ FORCE_COLOR: '1', NO_COLOR: '1' }),
    ]),
  ).toEqual([false, true, false])
})

test.each([40, 80, 300])('no line of logs is wider than %i columns', async (columns) => {
  const { stdout } = await runCli(['logs', log], { env: { COLUMNS: String(columns) } })
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
})

test.each(['18.stderr.txt', '18.csv', '18.jsonl'])(
  'the tables of %s match the golden file',
  async (name) => {
    const { stdout } = await runCli(['logs', here(`logs/${name}`)], { env: { COLUMNS: '110' } })
    expect(stdout).toBe(readFileSync(here('golden/logs-18.txt'), 'utf8'))
  },
)

test('logs reads gzip, standard input and all formats', async () => {
  const folder = folderOfTest()
  const packed = join(folder, 'server.log.gz')
  writeFileSync(packed, gzipSync(readFileSync(log)))
  const [plain, gzip, piped] = await Promise.all([
    runCli(['logs', '--json', log]),
    runCli(['logs', '--json', packed]),
    runCli(['logs', '--json', '-'], { input: readFileSync(log, 'utf8') }),
  ])
  expect(plain.objects.length).toBeGreaterThan(8)
  expect(gzip.stdout).toBe(plain.stdout)
  expect(piped.stdout).toBe(plain.stdout)
})

test('a truncated gzip file is reported', async () => {
  const file = join(folderOfTest(), 'x.gz')
  writeFileSync(file, gzipSync(readFileSync(log)).subarray(0, 500))
  const { code, stderr } = await runCli(['logs', file])
  expect(stderr).toMatch(/truncated.*gzip -dc/)
  expect(code).toBe(1)
})

test('logs --follow prints appended events, even after a rotation', async () => {
  const file = join(folderOfTest(), 'server.log')
  writeFileSync(file, readFileSync(log))
  const child = spawn(process.execPath, [bin, 'logs', '--follow', '--json', file], {
    env: cleanEnvironment(),
  })
  let seen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (seen += text))
  const until = async (text: string, act: () => void) => {
    while (!seen.includes(text)) {
      act()
      await setTimeout(300)
    }
  }
  // Although nothing follows, the last event of a quiet server is shown too.
  const slow = (line: string) =>
    `2026-11-24 UTC [1] LOG:  duration: 9.5 ms  statement: select 1 /*file='${line}'*/\n`
  await until('src/new.ts:1', () => appendFileSync(file, slow('src/new.ts:1')))
  await until('src/rotated.ts:2', () => writeFileSync(file, slow('src/rotated.ts:2')))
  child.kill('SIGKILL')
  expect(seen).not.toContain('src/enrol.ts')
})

test('decode shows the source, an editor link and the trace', async () => {
  const folder = folderOfTest()
  execFileSync(
    'bash',
    [
      '-c',
      'mkdir -p api/src/courses && printf "one\\ntwo\\nthree\\n" > api/src/courses/repo.ts && git init -q && git add .',
    ],
    { cwd: folder },
  )
  const trace =
    "/*file='src/courses/repo.ts:2',traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'*/"
  const options = ['--editor', 'vscode', '--jaeger', 'http://localhost:16686/']
  const { objects } = await runCli(['decode', '--json', ...options, trace], { cwd: folder })
  expect(objects).toMatchObject([
    {
      place: { path: 'src/courses/repo.ts', line: 2 },
      source: 'working tree; may differ from the deployed code',
      files: [
        {
          path: 'api/src/courses/repo.ts',
          link: expect.stringMatching(/^vscode:\/\/file\/.*\/api\/src\/courses\/repo\.ts:2:1$/),
        },
      ],
      trace: 'http://localhost:16686/trace/0af7651916cd43dd8448eb211c80319c',
    },
  ])
  const { stdout } = await runCli(['decode', '-'], { cwd: folder, input: `select 1 ${trace}` })
  expect(stdout).toContain('▸ 2 │ two')
})

test('decode maps a generated position', async () => {
  const folder = folderOfTest()
  const map = { version: 3, sources: ['../src/repo.ts'], names: [], mappings: 'AAAA,IACA' }
  writeFileSync(join(folder, 'main.js.map'), JSON.stringify(map))
  const { objects } = await runCli(
    ['decode', '--json', '--map', 'main.js.map', "/*file='dist/main.js:1:6'*/"],
    { cwd: folder },
  )
  expect(objects).toMatchObject([{ place: { path: 'src/repo.ts', line: 2 } }])
})

test('hostile tags reach neither the terminal nor JSON', async () => {
  const hostile = "select 1 /*file='%1b]0;owned%07:1',route='a%E2%80%AEb',k='%C2%9b31m'*/"
  for (const args of [
    ['decode', hostile],
    ['decode', '--json', hostile],
  ]) {
    const { stdout } = await runCli(args)
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    expect(stdout).toContain('u{1b}]0;owned')
  }
})
