import { execFile } from 'node:child_process'
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runNode, startPostgres, statements, temporaryFolder } from '@sqltrace/testing'
import type { Postgres, TemporaryFolder } from '@sqltrace/testing'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

const program = `
const pool = traced(new Pool())
const db = traced(new Kysely({ dialect: new PostgresDialect({ pool }) }))
withTags({ job: 'packed' }, () => pool.query('select 1'))
  .then(() => sql\`select 2\`.execute(db))
  .then(() => db.destroy())
`
const names = { kysely: 'Kysely, PostgresDialect, sql', pg: 'Pool', sqltrace: 'traced, withTags' }
const imports = (format: (names: string, from: string) => string) =>
  Object.entries(names)
    .map(([from, list]) => format(list, from))
    .join('\n')
const asModule = imports((list, from) => `import { ${list} } from '${from}'`) + program
const asCommonJs = imports((list, from) => `const { ${list} } = require('${from}')`) + program

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  noEmitOnError: true,
  types: ['node'],
  sourceMap: true,
}

/** The files of each app, by its name. */
const apps = {
  esm: { 'package.json': '{ "type": "module" }', 'app.js': asModule },
  cjs: { 'package.json': '{ "type": "commonjs" }', 'app.js': asCommonJs },
  'esm typescript': {
    'package.json': '{ "type": "module" }',
    'app.ts': asModule,
    'tsconfig.json': JSON.stringify({ compilerOptions }),
  },
  'cjs typescript': {
    'package.json': '{ "type": "commonjs" }',
    'app.ts': asModule,
    'tsconfig.json': JSON.stringify({ compilerOptions }),
  },
}

let server: Postgres
let folder: TemporaryFolder

/** An app's other dependencies are linked from this repository, so that the test needs no network. */
async function install(): Promise<void> {
  await run(process.execPath, [join(root, 'scripts/pack.js'), join(folder.path, 'packed')])
  const modules = join(folder.path, 'node_modules')
  const packed = await readdir(join(folder.path, 'packed'))
  await mkdir(join(modules, '@sqltrace'), { recursive: true })
  await Promise.all(packed.map((file) => unpack(join(folder.path, 'packed', file), modules, file)))
  const others = ['kysely', 'pg', '@opentelemetry', '@types']
  await Promise.all(
    others.map((name) => symlink(join(root, 'node_modules', name), join(modules, name))),
  )
}

async function unpack(archive: string, modules: string, file: string): Promise<void> {
  const name = file.replace(/-[\d.]+\.tgz$/, '').replace(/^sqltrace-/, '@sqltrace/')
  await mkdir(join(modules, name), { recursive: true })
  await run('tar', ['-xzf', archive, '-C', join(modules, name), '--strip-components=1'])
}

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startPostgres({ settings: { log_statement: 'all' } })
  await install()
})

afterAll(async () => {
  await server.stop()
  await folder.remove()
})

test.for(Object.entries(apps))(
  'the packed packages work in an app of %s',
  async ([name, files]) => {
    const app = join(folder.path, name)
    await mkdir(app)
    await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(app, file), text)))
    if ('tsconfig.json' in files) {
      expect(
        (await runNode(join(root, 'node_modules/typescript/bin/tsc'), { cwd: app })).stdout,
      ).toBe('')
    }
    const env = server.environment
    expect(await runNode(join(app, 'app.js'), { cwd: app, env })).toMatchObject({
      code: 0,
      stderr: '',
    })
    const sent = (await statements(() => server.readLog())).map(({ text }) => text).slice(-2)
    const file = 'app.ts' in files ? 'app.ts' : 'app.js'
    expect(sent[0]).toMatch(new RegExp(`^select 1 /\\*file='${file}:\\d+',job='packed'\\*/$`))
    expect(sent[1]).toMatch(new RegExp(`^select 2 /\\*file='${file}:\\d+'\\*/$`))
  },
)

/** Declarations that no subpath leads to may refer to the context; `declarations.test.ts` checks the others. */
const unpublished = { js: /['"]@sqltrace\/(?:sql|context)['"]/, ts: /['"]@sqltrace\/sql['"]/ }

test('no packed file imports an unpublished package', async () => {
  const modules = join(folder.path, 'node_modules')
  const packages = ['sqltrace', '@sqltrace/sqlcommenter', '@sqltrace/cls', '@sqltrace/cli']
  const offenders: string[] = []
  for (const name of packages) {
    const files = await readdir(join(modules, name, 'dist'), { recursive: true })
    for (const file of files.filter((one) => /\.(?:c?js|d\.ts)$/.test(one))) {
      const text = await readFile(join(modules, name, 'dist', file), 'utf8')
      if (unpublished[file.endsWith('js') ? 'js' : 'ts'].test(text))
        offenders.push(join(name, file))
    }
  }
  expect(offenders).toEqual([])
})

test.for(['sqltrace', '@sqltrace/sqlcommenter', '@sqltrace/cls'])(
  'publint finds no problem in %s',
  async (name) => {
    const { messages } = await publint({
      pkgDir: join(folder.path, 'node_modules', name),
      strict: true,
    })
    expect(messages).toEqual([])
  },
)
