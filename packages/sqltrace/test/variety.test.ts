import { DiagLogLevel, diag } from '@opentelemetry/api'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'

const database = useDatabase()
const warnings: string[] = []
let pool: Pool

beforeAll(() => {
  const ignore = () => {}
  const warn = (message: string) => warnings.push(message)
  const logger = { error: ignore, warn, info: ignore, debug: ignore, verbose: ignore }
  diag.setLogger(logger, DiagLogLevel.WARN)
  pool = traced(new Pool({ connectionString: database.url }))
})

afterAll(() => pool.end())

test('a line that sends many different statements is reported once, with the pattern to ignore', async () => {
  for (let column = 0; column < 30; column++) await pool.query(`select 1 as column_${column}`)
  const matching = warnings.filter((text) => text.includes('more than 20 different statements'))
  expect(matching).toHaveLength(1)
  expect(matching[0]).toContain("ignore: ['packages/sqltrace/test/variety.test.ts']")
})

test('a line that sends one statement with many values is not reported', async () => {
  warnings.length = 0
  for (let count = 1; count < 40; count++) {
    const ids = Array.from({ length: count }, (_, index) => index)
    await pool.query(`select 1 where 1 in (${ids.map((id) => `$${id + 1}::int`).join(', ')})`, ids)
  }
  expect(warnings).toEqual([])
})
