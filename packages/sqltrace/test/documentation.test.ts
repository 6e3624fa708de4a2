import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT_CONTEXT } from '@opentelemetry/api'
import { reservedTags } from '@sqltrace/context'
import { expect, test } from 'vitest'
import { withOptions } from '../scripts/write-options.js'
import { rules as adviceRules } from '../src/advice/rules.js'
import { resolveOptions } from '../src/options/resolve-options.js'
import { statementTags } from '../src/comment/statement-tags.js'

const packageFolder = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string) => readFileSync(join(packageFolder, file), 'utf8')
const readDoc = (name: string) => read(join('../../docs', name))

/** The names in the first column of a page's tables. */
function documentedIn(page: string): Set<string> {
  const cells = [...readDoc(page).matchAll(/^\| (`[^|]+`)[^|]*\|/gm)].map(([, cell = '']) => cell)
  return new Set(
    cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)),
  )
}

const sources = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => read(join('src', file)))

test('the table of options matches the doc comments of the options', () => {
  const asFormatted = (text: string) => text.replace(/[ -]+/g, ' ')
  const page = readDoc('options.md')
  expect(asFormatted(page)).toBe(asFormatted(withOptions(page)))
})

test('every attribute and metric in the source is documented', () => {
  const pattern = /'((?:db|server|code|http|error|sqltrace)\.[a-z_.]+)'/g
  const named = sources.flatMap((source) =>
    [...source.matchAll(pattern)].map(([, name = '']) => name),
  )
  const elsewhere = [
    'http.server.request.start',
    'sqltrace.submittable',
    'sqltrace.callback',
    'db.client.connection.pool.name',
    'db.client.connection.state',
  ]
  const documented = documentedIn('spans-and-metrics.md')
  const missing = new Set(
    named.filter((name) => !documented.has(name) && !elsewhere.includes(name)),
  )
  expect([...missing]).toEqual([])
  expect(named.length).toBeGreaterThan(20)
})

test('every tag that a statement can have is documented', () => {
  const site = { file: 'src/a.ts', line: 1, column: 1, functionName: undefined, mapped: true }
  const options = resolveOptions({ application: 'shop', version: '1' })
  const scope = { request: { id: 1, method: 'GET', route: '/' } }
  const caller = { site, scope, context: ROOT_CONTEXT }
  const facts = {
    named: false,
    utility: false,
    traceparent: '00',
    transaction: { ...site, line: 2 },
  }
  const tags = [facts, { ...facts, named: true }].map((rules) =>
    statementTags(options, caller, rules),
  )
  const written = tags.flatMap((each) =>
    Object.entries(each).filter(([, value]) => value !== undefined),
  )
  const documented = documentedIn('tags-and-comments.md')
  expect(written.length).toBeGreaterThan(8)
  const names = [...new Set(written.map(([name]) => name)), ...reservedTags]
  expect(names.filter((name) => !documented.has(name))).toEqual([])
})

test('every advice rule is documented', () => {
  const rules = [...adviceRules.map(({ name }) => name), 'pool-settings']
  const documented = documentedIn('advice.md')
  expect(rules.filter((rule) => !documented.has(rule))).toEqual([])
})

test('every subpath of the package is in its README', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: object }
  const subpaths = Object.keys(exports).filter((path) => path !== '.' && !path.endsWith('.json'))
  const readme = read('README.md')
  expect(subpaths.filter((path) => !readme.includes(path.slice(1)))).toEqual([])
  expect(subpaths.length).toBeGreaterThan(4)
})

test('the list of differences has an entry for each of its tests', () => {
  const entries = readDoc('not-the-same.md').match(/^- \*\*/gm) ?? []
  const tests = read('test/contract/closed-list.test.ts').match(/^test\(/gm) ?? []
  expect(entries.length).toBe(tests.length)
  expect(entries.length).toBeGreaterThan(10)
})
