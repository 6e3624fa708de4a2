import { fileURLToPath } from 'node:url'
import { runNode, startPostgres, temporaryFolder } from '@sqltrace/testing'
import type { Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: Postgres

beforeAll(async () => {
  server = await startPostgres()
})

afterAll(() => server.stop())

/** Runs a separate program, plain or traced. */
async function run(name: string, wrap: 'plain' | 'traced') {
  const folder = await temporaryFolder()
  const file = fileURLToPath(new URL(`programs/${name}`, import.meta.url))
  const result = await runNode(file, { args: [server.url, folder.path], env: { WRAP: wrap } })
  await folder.remove()
  return result
}

const both = async (name: string) => [await run(name, 'plain'), await run(name, 'traced')] as const

/** Without the frames of libraries, including ours, and without what differs between processes. */
const ofTheApp = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/^ +at .*(?:node_modules|packages\/sqltrace\/(?:src|dist)|node:)/.test(line))
    .join('\n')
    .replace(/^\(node:\d+\)/gm, '')

test.each([
  ['exit-on-idle.js', 'a process whose pool is idle exits'],
  ['deprecations.js', "pg's own deprecation warnings are shown"],
  ['uncaught-error.js', 'an error in a callback crashes the process'],
  ['unhandled-rejection.js', 'an unhandled rejection crashes the process'],
  ['hostile-process.js', 'queries work, whatever was done to errors and prototypes'],
  ['two-kyselys.js', 'two copies of Kysely in one tree work together'],
])('%s: %s', async (name) => {
  const [plain, traced] = await both(name)
  expect(traced.stdout).toBe(plain.stdout)
  expect(ofTheApp(traced.stderr)).toBe(ofTheApp(plain.stderr))
  expect([traced.code, traced.signal]).toEqual([plain.code, plain.signal])
  expect(plain.stdout + plain.stderr).not.toBe('')
})

test('both builds of the library, and reloaded copies of it, tag once', async () => {
  const [plain, traced] = await both('both-builds.cjs')
  expect(traced).toMatchObject({ code: 0, stdout: plain.stdout })
  expect(plain.stderr).toBe('[ { parts: 2 } ] [ { parts: 2 } ]\n')
  expect(traced.stderr).toBe('[ { parts: 3 } ] [ { parts: 3 } ]\n')
})
