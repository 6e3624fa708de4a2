import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import { expect, test } from 'vitest'

/**
 * In captures of one frame of the stack, in the same process at the same time: 2.1 on Node.js 20 and
 * 2.5 on Node.js 24.
 */
const most = 4

const program = fileURLToPath(new URL('measure.js', import.meta.url))

test('tracing a statement of Kysely costs about two readings of the stack', async () => {
  const { stdout, stderr } = await runNode(program, { nodeOptions: ['--stack-trace-limit=1'] })
  expect(stderr).toBe('')
  const { ratio } = JSON.parse(stdout) as { ratio: number }
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(most)
})
