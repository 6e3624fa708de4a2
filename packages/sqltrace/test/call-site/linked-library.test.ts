import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseComment } from '@sqltrace/sqlcommenter'
import { runNode, temporaryFolder } from '@sqltrace/testing'
import type { TemporaryFolder } from '@sqltrace/testing'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../support/database.js'

const library = fileURLToPath(new URL('../..', import.meta.url))
const installed = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** The caller of `query` is `withTags`, in a file of the library or in the app's bundle. */
const program = `import pg from 'pg'
import { traced, withTags } from 'sqltrace'
export const run = (async () => {
  const client = traced(new pg.Client(process.argv[2]))
  await client.connect()
  await withTags({}, client.query.bind(client, 'select 1'))
  await client.end()
})()
`

const database = useDatabase()
let folder: TemporaryFolder
let app: string

/** An app whose node_modules links to a checkout of the library. */
beforeAll(async () => {
  folder = await temporaryFolder()
  app = join(folder.path, 'app')
  const checkout = join(folder.path, 'a checkout')
  await Promise.all(['dist/bundle', 'package.json'].map((part) => copy(part, checkout)))
  await mkdir(join(app, 'node_modules'), { recursive: true })
  await symlink(installed, join(folder.path, 'node_modules'))
  await symlink(checkout, join(app, 'node_modules/sqltrace'))
  await writeFile(join(app, 'package.json'), '{ "name": "shop", "type": "module" }')
  await writeFile(join(app, 'main.js'), program)
})

afterAll(() => folder.remove())

function copy(part: string, target: string): Promise<void> {
  return cp(join(library, part), join(target, part), { recursive: true })
}

async function tagged(file: string): Promise<string[]> {
  const run = () => runNode(join(app, file), { args: [database.url] })
  return database.sent(async () => expect(await run()).toMatchObject({ code: 0, stderr: '' }))
}

test("a linked library is not the app's code", async () => {
  expect(await tagged('main.js')).toEqual([`select 1 /*file='main.js:6'*/`])
})

test("an app's bundle that contains the library is the app's code", async () => {
  await build({
    entryPoints: [join(app, 'main.js')],
    outfile: join(app, 'dist/bundle/index.js'),
    bundle: true,
    external: ['pg', '@opentelemetry/api'],
    format: 'esm',
    platform: 'node',
    sourcemap: true,
  })
  expect(await tagged('dist/bundle/index.js')).toEqual([`select 1 /*file='main.js:6'*/`])
})

/** The text at a position `path:line:column`. */
async function textAt(file: string, place: string): Promise<string> {
  const [line = 0, column = 0] = place.split(':').slice(-2).map(Number)
  const text = await readFile(join(app, file), 'utf8')
  return text.split('\n')[line - 1]?.slice(column - 1) ?? ''
}

/** `require` of a module with `import`: esbuild wraps it, and moves its functions out of the wrapper. */
const wrapped = `const { run } = require('./main.js')\nmodule.exports = run`

test.each([
  { name: 'plain', options: {} },
  { name: 'minified', options: { minify: true } },
  { name: 'CommonJS, minified', options: { minify: true, format: 'cjs' } },
  { name: 'wrapped', options: { format: 'cjs', stdin: { contents: wrapped } } },
] as const)(
  "in a bundle without a map, the library is not the app's code: $name",
  async ({ name, options }) => {
    const file = `built/${name}.${'format' in options ? 'cjs' : 'mjs'}`
    const entry = 'stdin' in options ? {} : { entryPoints: [join(app, 'main.js')] }
    await build({
      ...entry,
      outfile: join(app, file),
      bundle: true,
      external: ['pg', '@opentelemetry/api'],
      format: 'esm',
      platform: 'node',
      ...options,
      ...('stdin' in options && { stdin: { ...options.stdin, resolveDir: app } }),
    })
    const [sent = ''] = await tagged(file)
    expect(await textAt(file, parseComment(sent).file ?? '')).toMatch(
      /^(?:\(0, ?[\w.]+\)|[\w.]+)\(\{\}, ?\w+\.query\.bind\(/,
    )
  },
)
