import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import { expect, test } from 'vitest'

/** In captures of a one-frame stack, measured in the same process: 2.1 on Node.js 20, 2.5 on Node.js 24. */
const maxRatio = 4

const program = fileURLToPath(new URL('measure.js', import.meta.url))

test('tracing a Kysely statement costs about two stack captures', async () => {
  const { stdout, stderr } = await runNode(program, { nodeOptions: ['--stack-trace-limit=1'] })
  expect(stderr).toBe('')
  const { ratio } = JSON.parse(stdout) as { ratio: number }
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(maxRatio)
})
