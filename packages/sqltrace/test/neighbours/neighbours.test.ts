import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.js'

const database = useDatabase()
const file = fileURLToPath(new URL('instrumentation-pg.cjs', import.meta.url))

test.for(['before', 'after'])(
  'beside instrumentation-pg that is registered %s us there is one span and one comment a statement',
  async (order) => {
    let scopes: unknown
    const sent = await database.sent(async () => {
      const { stdout, stderr } = await runNode(file, { args: [order], env: { URL: database.url } })
      expect(stderr).toBe('')
      scopes = JSON.parse(stdout)
    })
    // The last one is of an untraced pool: the neighbour is at work.
    expect(scopes).toEqual([...Array(4).fill('sqltrace'), '@opentelemetry/instrumentation-pg'])
    expect(sent).toHaveLength(5)
    for (const text of sent) expect(text.match(/\/\*/g)).toHaveLength(1)
  },
)
