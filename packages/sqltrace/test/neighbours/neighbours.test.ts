import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.js'

const database = useDatabase()
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

test.for(['before', 'after'])(
  'with instrumentation-pg registered %s us, there is one span and one comment per statement',
  async (order) => {
    let scopes: unknown
    const sent = await database.sent(async () => {
      const { stdout, stderr } = await runNode(program('instrumentation-pg.cjs'), {
        args: [order],
        env: { URL: database.url },
      })
      expect(stderr).toBe('')
      scopes = JSON.parse(stdout)
    })
    // The last one is from an untraced pool, which proves that the neighbor is active.
    expect(scopes).toEqual([...Array(4).fill('sqltrace'), '@opentelemetry/instrumentation-pg'])
    expect(sent).toHaveLength(5)
    for (const text of sent) expect(text.match(/\/\*/g)).toHaveLength(1)
  },
)

test.for(['inside', 'outside'])(
  "another tool's wrapper %s instrumentation-pg's runs and sees the app's text",
  async (place) => {
    let seen: unknown
    const sent = await database.sent(async () => {
      const options = { args: [place], env: { URL: database.url } }
      seen = JSON.parse((await runNode(program('other-wrapper.cjs'), options)).stdout)
    })
    expect(seen).toEqual(['select 2 as second'])
    expect(sent).toEqual([
      expect.stringMatching(/^select 1 as first \/\*file='[^*]*'\*\/$/),
      expect.stringMatching(/^select 2 as second \/\*file='[^*]*'\*\/$/),
    ])
  },
)

test("instrumentation-pg's own spans and metrics of a pool do not change", async () => {
  const report = async (kind: string) => {
    const options = { args: [kind], env: { URL: database.url } }
    return JSON.parse((await runNode(program('instrumentation-pg-pool.cjs'), options)).stdout)
  }
  const [plain, traced] = await Promise.all([report('plain'), report('traced')])
  expect(plain.spans).toContain('pg-pool.connect')
  const counts = expect.arrayContaining([['used', 2]])
  expect(plain.metrics).toContainEqual(['db.client.connection.count', counts])
  expect(traced).toEqual(plain)
})
