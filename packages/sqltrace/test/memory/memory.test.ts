import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { useDatabase } from '../support/database.js'

const database = useDatabase({ log_statement: 'none' })

test('a line that sends many long texts needs no memory for them', async () => {
  const file = fileURLToPath(new URL('long-texts.js', import.meta.url))
  const { code, stderr } = await runNode(file, {
    nodeOptions: ['--max-old-space-size=80'],
    args: [database.url],
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('many sets of tags share what is known about the code', async () => {
  const micros: number[] = []
  for (let id = 0; id < 300; id++) {
    const client = new pg.Client({ connectionString: database.url })
    const started = process.cpuUsage()
    traced(client, { tags: { tenant: `t${id}` } })
    const { user, system } = process.cpuUsage(started)
    micros.push(user + system)
  }
  const median = micros.toSorted((a, b) => a - b)[150]
  expect(median).toBeLessThan(500)
})

test("a test runner's realms are released", async () => {
  const file = fileURLToPath(new URL('realms.cjs', import.meta.url))
  const { code, stdout, stderr } = await runNode(file, { nodeOptions: ['--expose-gc'] })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.trim()).toBe('0')
})
