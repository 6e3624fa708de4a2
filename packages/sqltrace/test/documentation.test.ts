import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT_CONTEXT } from '@opentelemetry/api'
import { reservedTags } from '@sqltrace/context'
import { expect, test } from 'vitest'
import { statementTags } from '../src/comment/statement-tags.js'
import { resolveOptions } from '../src/options/resolve-options.js'
import { withOptions } from '../scripts/write-options.js'

const packageFolder = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string) => readFileSync(join(packageFolder, file), 'utf8')
const readme = read('README.md')

/** What stands in the first column of the README's tables. */
const documented = new Set(
  [...readme.matchAll(/^\| (`[^|]+`)[^|]*\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  ),
)

const sources = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => read(join('src', file)))

test('the table of options is what the options’ own documentation says', () => {
  const asFormatted = (text: string) => text.replace(/[ -]+/g, ' ')
  const top = read('../../README.md')
  expect(asFormatted(top)).toBe(asFormatted(withOptions(top)))
})

test('every attribute and metric that the source names stands in a table', () => {
  const pattern = /'((?:db|server|code|http|error|sqltrace)\.[a-z_.]+)'/g
  const named = sources.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name))
  const elsewhere = [
    'http.server.request.start',
    'sqltrace.submittable',
    'sqltrace.callback',
    'db.client.connection.pool.name',
    'db.client.connection.state',
  ]
  const missing = [...new Set(named)].filter(
    (name) => !documented.has(name) && !elsewhere.includes(name ?? ''),
  )
  expect(missing).toEqual([])
  expect(named.length).toBeGreaterThan(20)
})

test('every tag that the source writes stands in a table', () => {
  const options = resolveOptions({ application: 'shop', version: '1' })
  const site = { file: 'src/a.ts', line: 1, column: 1, mapped: true, functionName: undefined }
  const request = { id: 1, method: 'GET', route: '/' }
  const caller = { site, scope: { request }, context: ROOT_CONTEXT }
  const rules = { utility: false, transaction: { ...site, line: 2 }, traceparent: '00-1-2-01' }
  const written = [true, false].flatMap((named) =>
    Object.entries(statementTags(options, caller, { ...rules, named })),
  )
  const tags = new Set(written.flatMap(([tag, value]) => (value === undefined ? [] : tag)))
  expect(tags.size).toBe(8)
  for (const tag of [...tags, ...reservedTags]) expect(documented).toContain(tag)
})
