import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

const words = {
  WIN1252: 'Prix – 5 €, café',
  LATIN1: 'naïve',
  EUC_JP: '日本語',
  EUC_KR: '한국',
  SQL_ASCII: 'größer',
}
const encodings = Object.keys(words) as (keyof typeof words)[]
const databases = ['postgres', ...encodings]
let server: Postgres

const urlOf = (database: string) => server.url.replace(/postgres$/, database)

async function connect(database: string) {
  const client = new pg.Client(urlOf(database))
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Keeps a session busy with a statement that contains a word in the database's encoding. */
async function busy(database: string, word: string) {
  const client = await connect(database)
  client.query(`select pg_sleep(60) as "${word}" /*file='src/${database}.ts:7'*/`).catch(() => {})
  return client
}

/** The driver only supports UTF-8: Latin-1 bytes are sent to the server unchanged. */
async function busyWithLatin1() {
  const client = await connect('SQL_ASCII')
  await client.query(`set client_encoding = 'SQL_ASCII'`)
  const sql = Buffer.from(`select pg_sleep(60) as "caf\xe9" /*file='src/raw.ts:7'*/\0`, 'latin1')
  const head = Buffer.from([0x51, 0, 0, 0, sql.length + 4])
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream } })
    .connection
  stream.write(Buffer.concat([head, sql]))
  return client
}

const run = (database: string, ...args: string[]) =>
  runCli([...args, '--json'], { env: { DATABASE_URL: urlOf(database) } })

const statementOf = (rows: Record<string, unknown>[], key: string) =>
  (rows.find((row) => row['key'] === key)?.['statements'] as { name: string }[] | undefined)?.[0]
    ?.name

beforeAll(async () => {
  server = await startPostgres()
  const admin = await connect('postgres')
  for (const name of encodings)
    await admin.query(`create database "${name}" encoding '${name}' template template0 locale 'C'`)
  await admin.end()
})

afterAll(() => server.stop())

test('top reads each statement in the encoding of its database, whatever the encoding of its own', async () => {
  const clients = await Promise.all([
    ...encodings.map((name) => busy(name, words[name])),
    busyWithLatin1(),
  ])
  const watcher = await connect('postgres')
  const running = `select from pg_stat_activity where query like 'select pg_sleep(60%'`
  while ((await watcher.query(running)).rowCount !== clients.length);
  const outcomes = await Promise.all(databases.map((name) => run(name, 'top', '--once')))
  for (const { code, stderr, objects } of outcomes) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const name of encodings)
      expect(statementOf(objects, `src/${name}.ts:7`)).toBe(
        `select pg_sleep(?) as "${words[name]}"`,
      )
    expect(statementOf(objects, 'src/raw.ts:7')).toBe(String.raw`select pg_sleep(?) as "caf\xe9"`)
    expect(objects.at(-1)).toMatchObject({ cut_off: 0, tagged: 1 })
  }
  await watcher.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep(60%'`,
  )
  await watcher.end()
})

test('whether a text counts as truncated depends on its length in bytes of its own encoding', async () => {
  const long = (database: string, letter: string, length: number) =>
    connect(database).then((client) => {
      client.query(`select pg_sleep(60), '${letter.repeat(length)}'`).catch(() => {})
      return client
    })
  const clients = await Promise.all([
    long('EUC_JP', '日', 400),
    long('LATIN1', 'é', 600),
    long('postgres', 'é', 600),
    long('LATIN1', 'é', 1100),
  ])
  const watcher = await connect('postgres')
  const running = `from pg_stat_activity where query like 'select pg_sleep(60%'`
  while ((await watcher.query(`select ${running}`)).rowCount !== clients.length);
  const { objects } = await run('postgres', 'top', '--once')
  expect(objects.at(-1)).toMatchObject({ load: 4, cut_off: 0.5 })
  await watcher.query(`select pg_terminate_backend(pid) ${running}`)
  await watcher.end()
})

test('locks reads names and statements in the encoding of the database', async () => {
  const [holder, waiter] = await Promise.all([connect('WIN1252'), connect('WIN1252')])
  await holder.query('create table "bücher" ()')
  await holder.query('begin; lock table "bücher"')
  const waiting = waiter.query(`select count(*) as "größe" from "bücher"`)
  const watcher = await connect('postgres')
  const blocked = `select from pg_stat_activity where wait_event_type = 'Lock'`
  while ((await watcher.query(blocked)).rowCount !== 1);
  const { objects } = await run('WIN1252', 'locks')
  expect(objects[1]).toMatchObject({
    statement: 'select count(*) as "größe" from "bücher"',
    waits_for: { relation: '"bücher"' },
  })
  await holder.query('rollback')
  await waiting
  await Promise.all([holder, waiter, watcher].map((client) => client.end()))
})

test('slow reports that the server can not convert the texts, and shows what they cost', async () => {
  for (const database of ['EUC_JP', 'SQL_ASCII', 'postgres']) {
    const client = await connect(database)
    await client.query('create extension pg_stat_statements')
    await client.query('select pg_stat_statements_reset()')
    await client.end()
  }
  for (const [database, column] of [
    ['WIN1252', 'café'],
    ['EUC_JP', '日本'],
  ] as const) {
    const client = await connect(database)
    await client.query(`create table "${column}" as select 1 as n`)
    await client.query(`select n from "${column}" /*file='src/${database}.ts:9'*/`)
    await client.end()
  }
  const [utf8, ascii, japanese] = await Promise.all(
    ['postgres', 'SQL_ASCII', 'EUC_JP'].map((name) => run(name, 'slow', '--total')),
  )
  for (const outcome of [utf8, ascii])
    for (const column of ['café', '日本'])
      expect(outcome?.objects).toContainEqual(
        expect.objectContaining({ statement: `select n from "${column}"` }),
      )
  expect(japanese?.code).toBe(0)
  expect(japanese?.objects.at(-1)).toMatchObject({
    troubles: [expect.stringMatching(/"WIN1252" to "EUC_JP".*connect to a database with encoding/)],
  })
  expect(japanese?.objects[0]).toMatchObject({ type: 'statement', statement: '' })
})
