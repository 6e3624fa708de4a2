import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import { expect, test } from 'vitest'

const matrix = fileURLToPath(new URL('../call-sites-matrix/run.js', import.meta.url))

test('every kind of call has its own line, in plain, compiled, bundled and rebuilt code', async () => {
  const { code, stdout, stderr } = await runNode(matrix, { args: ['--quick'], timeout: 60_000 })
  expect(stdout).toMatch(/^all +\d+ +0 +0$/m)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
}, 60_000)
