import { fileURLToPath } from 'node:url'
import { runNode, startPostgres } from '@sqltrace/testing'
import type { Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const run = (name: string, nodeOptions: readonly string[] = [], env = {}) =>
  runNode(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), {
    nodeOptions,
    env: { DATABASE_URL: server.url, ...env },
  })

test('in development a block on stderr shows the line, its source and what to do', async () => {
  const { stderr, code } = await run('script.js')
  expect(stderr).toContain(`sqltrace advice: n-plus-one
  packages/sqltrace/test/advice/fixtures/shop.js:9  job authors
     8 │   for (const { id } of rows) {
  ▸  9 │     await pool.query('select $1::int as author from pg_class limit 1', [id])
    10 │   }
  The same query ran 6 times in a row, taking `)
  expect(stderr).toContain('after the query at packages/sqltrace/test/advice/fixtures/shop.js:7')
  expect(code).toBe(0)
})

test('in production nothing is written to stderr', async () => {
  expect((await run('script.js', [], { NODE_ENV: 'production' })).stderr).toBe('')
})

test('node:test fails the test with a loop and shows its line, and passes the other', async () => {
  const { stdout, code } = await run('node-test.js', ['--test-reporter=tap'])
  expect(stdout).toMatch(/^ok 1 - all at once$/m)
  expect(stdout).toMatch(/^not ok 2 - one by one$/m)
  expect(stdout).toContain('packages/sqltrace/test/advice/fixtures/shop.js:9')
  expect(code).toBe(1)
})

test('an app that does not use advice loads none of its code', async () => {
  expect((await run('without-advice.cjs')).stdout).toBe('[]\n')
})
