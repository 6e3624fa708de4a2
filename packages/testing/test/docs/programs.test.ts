import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode, startPostgres, statements, temporaryFolder } from '@sqltrace/testing'
import type { Postgres, TemporaryFolder } from '@sqltrace/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileApps } from './snippet-apps.js'
import { snippetsOf } from './snippets.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders = ['packages', 'examples'].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => join(root, parent, name)),
)
const readmes = [root, ...folders].map((folder) => join(folder, 'README.md')).filter(existsSync)
const snippets = readmes.flatMap((readme) =>
  snippetsOf(readme).map((snippet) => ({ ...snippet, readme: relative(root, readme) })),
)

/** A program that serves goes on for ever; it has shown after 6 s that it starts. */
const patience = (program: string) => (program.includes('.listen(') ? 6000 : 60_000)

let server: Postgres
let folder: TemporaryFolder
let complaints: string

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startPostgres({ settings: { log_statement: 'all' } })
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query('create table courses (slug text)')
  await client.end()
  complaints = await compileApps(folder.path, snippets)
})

afterAll(async () => {
  await server.stop()
  await folder.remove()
})

test('the programs of the READMEs compile', () => {
  expect(snippets.length).toBeGreaterThan(8)
  expect(complaints).toBe('')
})

test.concurrent.for(snippets.map((snippet, index) => ({ ...snippet, index })))(
  '$readme, $name, runs and sends what it says',
  async ({ index, program, statements: said }, { expect }) => {
    const { hostname, port, username } = new URL(server.url)
    const database = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGDATABASE: 'postgres' }
    // Advice is for development: it would be on stderr.
    const env = { ...database, NODE_ENV: 'production' }
    const entry = join(folder.path, 'dist', `${index}`, 'src', 'app.js')
    const result = await runNode(entry, { cwd: folder.path, env, timeout: patience(program) })
    const { code, signal, stderr } = result
    expect({ failed: code !== 0 && signal === null, stderr }).toEqual({ failed: false, stderr: '' })
    const sent = (await statements(() => server.readLog())).map(({ text }) => text)
    const here = said.map((line) => line.replaceAll('src/app.ts', `${index}/src/app.ts`))
    expect(sent).toEqual(expect.arrayContaining(here))
  },
)
