import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { neonConfig, Pool } from '@neondatabase/serverless'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { useDatabase } from '../support/database.js'
import { here } from '../support/here.js'
import { useSpans } from '../support/spans.js'

interface Asked {
  readonly query: string
  readonly params: unknown[]
}

const database = useDatabase()
const spans = useSpans()
const asked: string[] = []

/** Neon's SQL-over-HTTP endpoint, in front of the real server. */
const endpoint = createServer(async (request, response) => {
  const { query, params } = (await json(request)) as Asked
  asked.push(query)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const types = { getTypeParser: () => String }
    const { fields, rows, rowCount, command } = await client.query({
      text: query,
      values: params,
      rowMode: 'array',
      types: types as never,
    })
    response.end(JSON.stringify({ fields, rows, rowCount, command }))
  } catch (error) {
    const { message, code } = error as pg.DatabaseError
    response.writeHead(400).end(JSON.stringify({ message, code }))
  } finally {
    await client.end()
  }
})

beforeAll(async () => {
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
  const { port } = endpoint.address() as AddressInfo
  neonConfig.poolQueryViaFetch = true
  neonConfig.fetchEndpoint = `http://127.0.0.1:${port}/sql`
})

afterAll(() => new Promise((resolve) => endpoint.close(resolve)))

const open = () => new Pool({ connectionString: 'postgres://app:secret@db.example.test/shop' })

test("Neon's pool still sends over HTTP, and the statement has its comment", async () => {
  const plain = open()
  const pool = traced(open())
  expect(pool.eventNames()).toEqual(plain.eventNames())
  const expected = await plain.query('select $1::int as n', [7])
  const line = here(1)
  const ended = await spans.during(() => pool.query('select $1::int as n', [7]))
  expect(asked.splice(0)).toEqual(['select $1::int as n', `select $1::int as n /*file='${line}'*/`])
  expect(expected.rows).toEqual([{ n: 7 }])
  expect(ended.map(({ attributes }) => attributes['db.response.returned_rows'])).toEqual([1])
})

test('a callback and an error of a statement sent over HTTP are the same', async () => {
  const outcomes = await Promise.all(
    [open(), traced(open())].map(
      (pool) =>
        new Promise((resolve) =>
          pool.query('select nothing', (error: Error, result: unknown) =>
            resolve([error.message, (error as pg.DatabaseError).code, result]),
          ),
        ),
    ),
  )
  expect(outcomes[1]).toEqual(outcomes[0])
})

test('a traced pool with listeners requests a client, like a plain one', async () => {
  asked.length = 0
  const failures = await Promise.all(
    [open(), traced(open())].map((pool) => {
      pool.on('connect', () => {})
      neonConfig.webSocketConstructor = class {
        constructor() {
          throw new Error('by WebSocket')
        }
      } as never
      return pool.query('select 1').catch((error: Error) => error.message)
    }),
  )
  expect(asked).toEqual([])
  expect(failures[1]).toEqual(failures[0])
})
