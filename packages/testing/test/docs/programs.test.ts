import { freePort, runNode, startPostgres, statements, temporaryFolder } from '@sqltrace/testing'
import type { Postgres, RunResult, TemporaryFolder } from '@sqltrace/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compiledProgram, compilePrograms } from './compile-programs.js'
import { allPrograms, allStatements, type Program } from './programs.js'
import { visit } from './visit.js'

const programs = allPrograms()

let server: Postgres
let folder: TemporaryFolder
let complaints: string

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startPostgres({ settings: { log_statement: 'all' } })
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query("create table courses (slug text); insert into courses values ('algebra')")
  await client.end()
  complaints = await compilePrograms(
    folder.path,
    programs.map(({ text }) => text),
  )
})

afterAll(async () => {
  await server.stop()
  await folder.remove()
})

test('every program in the documentation compiles', () => {
  expect(programs.length).toBeGreaterThan(20)
  expect(complaints).toBe('')
})

test('every statement to be typed at the console runs', async () => {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query('create extension pg_stat_statements')
  for (const sql of allStatements()) await client.query(sql)
  await client.end()
  expect(allStatements().length).toBeGreaterThan(3)
})

test.concurrent.for(programs.map((program, index) => ({ ...program, index })))(
  '$name sends and prints what the documentation claims',
  async ({ index, ...program }, { expect }) => {
    const here = (line: string) => line.replaceAll(/src(\/|%2F)app/g, `${index}$1src$1app`)
    const { stdout, stderr } = await run(program, index)
    const printed = measured(stdout + stderr)
    const claimed = program.output.map((line) => measured(here(line)))
    for (const line of claimed) expect(printed).toContain(line)
    if (!claimed.some((line) => measured(stderr).includes(line))) expect(stderr).toBe('')
    const sent = (await statements(() => server.readLog())).map(({ text }) => text)
    expect(sent).toEqual(expect.arrayContaining(program.statements.map(here)))
  },
)

async function run(program: Program, index: number): Promise<RunResult> {
  const entry = compiledProgram(folder.path, index)
  const env = {
    ...server.environment,
    PORT: `${await freePort()}`,
    NODE_ENV: showsAdvice(program) ? 'development' : 'production',
  }
  if (!program.text.includes('.listen(')) {
    const result = await runNode(entry, { cwd: folder.path, env })
    expect(result, result.stderr).toMatchObject({ code: 0 })
    return result
  }
  const isHttp2 = program.text.includes('node:http2')
  const answered = visit(`http://localhost:${env.PORT}`, '/courses/algebra', isHttp2)
  const result = await runNode(entry, { cwd: folder.path, env, stop: answered })
  expect(await answered, result.stderr).toBe(200)
  return result
}

/** Advice is for development; elsewhere it would only be noise on stderr. */
function showsAdvice({ output }: Program): boolean {
  return output.some((line) => line.startsWith('sqltrace advice:'))
}

/** Removes measured times, which differ from run to run. */
function measured(text: string): string {
  return text.replaceAll(/\d+(\.\d+)? (µs|ms|s)\b/g, '# s')
}
