import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makePrograms } from '../../scripts/make-map-programs.js'

test('the generated programs match the source and the installed source-map-support', async () => {
  const programs = Object.entries(await makePrograms())
  expect(programs).toHaveLength(2)
  for (const [file, text] of programs) expect(readFileSync(file, 'utf8')).toBe(text)
})
