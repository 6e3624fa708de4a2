import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.js'

const step = /\b(?:guarded|reportFault|settled)\(\s*(?:'([^']+)'|`([^`]+)`)/g
const named = /^const \w+ = '([^']+)'$/gm
const atModuleLevel = /^(?:const \w+ = | {2})guarded\(/gm

async function* sources() {
  for (const file of await sourceFiles()) {
    if (file.startsWith('..') || file === 'runtime/guarded.ts') continue
    yield await readFile(join(import.meta.dirname, '../../src', file), 'utf8')
  }
}

/** Steps are named where they are created; two places may share a name that is a constant of their file. */
test('guarded steps have unique names that describe what they do', async () => {
  const steps: string[] = []
  for await (const source of sources()) {
    for (const [, plain, template] of source.matchAll(step)) steps.push(plain ?? template ?? '')
    if (/guarded\(\w+,|reportFault\(\w+,/.test(source))
      for (const [, name = ''] of source.matchAll(named)) steps.push(name)
  }
  expect(steps.length).toBeGreaterThan(35)
  expect(steps.toSorted()).toEqual([...new Set(steps)].toSorted())
  for (const name of steps) expect(name).toMatch(/^[a-z]+(?<!ing) /)
})

test('steps are guarded once, when their module loads', async () => {
  for await (const source of sources()) {
    const all = [...source.matchAll(/\bguarded\(/g)]
    expect(all.length, source).toBe([...source.matchAll(atModuleLevel)].length)
  }
})
