import { AlwaysOffSampler } from '@opentelemetry/sdk-trace-node'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { useSpans } from './support/spans.js'

const database = useDatabase()
const spans = useSpans(new AlwaysOffSampler())

test('an unsampled statement is tagged, without a span and without traceparent', async () => {
  const pool = traced(new Pool({ connectionString: database.url }), { traceparent: true })
  let sent: string[] = []
  const all = await spans.during(async () => {
    sent = await database.sent(() => pool.query('select 1'))
  })
  await pool.end()
  expect(all).toEqual([])
  expect(sent[0]).toMatch(/^select 1 \/\*file='[^']+'\*\/$/)
})
