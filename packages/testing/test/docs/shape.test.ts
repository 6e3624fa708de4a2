import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { expect, test } from 'vitest'
import { readMarkdown } from './markdown.js'
import { markdownFiles, root } from './markdown-files.js'
import { allPrograms } from './programs.js'

const files = markdownFiles().map((file) => [relative(root, file), file] as const)
const languages = new Set(['console', 'json', 'mermaid', 'sh', 'sql', 'text', 'ts'])

/** A line that occurs only in programs. */
const statement =
  /^\s*(import .+ from |const |let |await |(export )?(default )?(async )?function |export const )|\brequire\(/m

test.for(files)('no program in %s goes untested: programs are `ts` blocks', ([, file]) => {
  const { blocks, html } = readMarkdown(file)
  const unknown = blocks.filter(
    ({ language }) => language === undefined || !languages.has(language),
  )
  expect(unknown).toEqual([])
  const others = blocks.filter(({ language }) => language !== 'ts')
  expect(others.filter(({ text }) => statement.test(text))).toEqual([])
  expect(html.filter((text) => /<(pre|code)\b/.test(text))).toEqual([])
})

test('every program claims something that the test can compare', () => {
  const silent = allPrograms().filter(
    ({ statements, output }) => statements.length + output.length === 0,
  )
  // tracing.ts sends and prints nothing; it has its own test.
  expect(silent.filter(({ text }) => !text.includes('new NodeTracerProvider'))).toEqual([])
})

test.for(files)('SQL with a tag in %s belongs to the preceding program', ([, file]) => {
  const { blocks } = readMarkdown(file)
  const loose = blocks.filter(
    ({ language, text }, index) =>
      language === 'sql' && text.includes("='") && blocks[index - 1]?.language !== 'ts',
  )
  expect(loose).toEqual([])
})

test.for(files)('%s has at most 800 words', ([name, file]) => {
  const words = readFileSync(file, 'utf8').split(/\s+/).filter(Boolean).length
  expect(words).toBeLessThanOrEqual(limitOf(name))
})

function limitOf(name: string): number {
  if (name === 'README.md') return 500
  return dirname(name) === 'docs' ? 800 : Infinity
}
