import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { AdviceError, expectNoAdvice } from 'sqltrace/advice'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import { useDatabase } from '../support/database.js'
import { here } from '../support/here.js'

const database = useDatabase({ log_statement: 'none' })
let pool: Pool
beforeAll(() => {
  pool = traced(new Pool({ connectionString: database.url }))
})
afterAll(() => pool.end())

let line = ''
async function oneByOne() {
  for (let id = 0; id < 5; id++) {
    line = here(1)
    await pool.query('select $1::int from pg_class limit 1', [id])
  }
}

test('without advice, the result is returned', async () => {
  const { rows } = await expectNoAdvice(() => pool.query('select 1 as one'))
  expect(rows).toEqual([{ one: 1 }])
  expectTypeOf(expectNoAdvice(() => 7)).toEqualTypeOf<Promise<number>>()
})

test('a loop of queries rejects with a readable block, however fast it is', async () => {
  const error: unknown = await expectNoAdvice(oneByOne).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AdviceError)
  expect(String(error)).toMatch(
    /^AdviceError: Expected no advice\.\n\nsqltrace advice: n-plus-one\n/,
  )
  expect(String(error)).toContain(`${line}\n`)
  expect((error as AdviceError).advice).toMatchObject([{ rule: 'n-plus-one', file: line }])
})

test('a loop inside a request to a server in the same process rejects too', async () => {
  const server = createServer((_, response) => void oneByOne().then(() => response.end()))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await expect(expectNoAdvice(() => fetch(`http://127.0.0.1:${port}/`))).rejects.toThrow(
    /^Expected no advice\.[^]*GET/,
  )
  server.close()
})

test("the test's own error comes first", async () => {
  const fails = async () => {
    await oneByOne()
    throw new Error('of the test')
  }
  await expect(expectNoAdvice(fails)).rejects.toThrow('of the test')
})

test('statements before or after do not count', async () => {
  await oneByOne()
  await expectNoAdvice(() => pool.query('select 1'))
  await oneByOne()
})

test('a test can set thresholds', async () => {
  await expectNoAdvice(oneByOne, { 'n-plus-one': { queries: 6 } })
  await expectNoAdvice(oneByOne, { 'n-plus-one': false })
})
