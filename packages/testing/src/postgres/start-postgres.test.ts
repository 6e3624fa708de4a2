import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.js'
import { nativePackage } from './native-package.js'
import type { Postgres } from './postgres.js'
import { startPostgres } from './start-postgres.js'

async function value(server: Postgres, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

describe('a running server', () => {
  let server: Postgres

  beforeAll(async () => {
    server = await startPostgres({ settings: { log_statement: 'all', work_mem: '5MB' } })
  })

  afterAll(() => server.stop())

  test('accepts a superuser at its URL', async () => {
    expect(await value(server, 'select current_user::text')).toBe('postgres')
    expect(await value(server, 'select inet_server_port()')).toBe(server.port)
  })

  test('has pg_stat_statements loaded and the requested settings', async () => {
    expect(await value(server, 'show shared_preload_libraries')).toBe('pg_stat_statements')
    expect(await value(server, 'show work_mem')).toBe('5MB')
  })

  test('returns its log', async () => {
    await value(server, `select 'a line of the log'`)
    expect(await server.readLog()).toContain(`statement: select 'a line of the log'`)
  })

  test('keeps its data and port over a restart and a crash', async () => {
    await value(server, 'create table kept as select 7 as n')
    const before = server.pid
    await server.restart()
    expect(server.pid).not.toBe(before)
    await server.kill()
    await expect(value(server, 'select 1')).rejects.toThrow()
    await server.restart()
    expect(await value(server, 'select n from kept')).toBe(7)
  })

  test('reports if another program took its port during a restart', async () => {
    await server.kill()
    const squatter = createServer().listen(server.port, '127.0.0.1')
    await once(squatter, 'listening')
    await expect(server.restart()).rejects.toThrow(`Port ${server.port} was taken`)
    squatter.close()
    await once(squatter, 'close')
    await server.restart()
    expect(await value(server, 'select 1')).toBe(1)
  })
})

test('servers started at the same time are separate', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres(), startPostgres()])
  expect(new Set(servers.map(({ port }) => port)).size).toBe(3)
  expect(new Set(servers.map(({ dataFolder }) => dataFolder)).size).toBe(3)
  await Promise.all(servers.map((server) => server.stop()))
})

test('stop shuts the server down and removes its folder', async () => {
  const server = await startPostgres()
  await server.stop()
  expect(existsSync(join(server.dataFolder, '..'))).toBe(false)
  expect(() => process.kill(server.pid, 0)).toThrow('ESRCH')
})

test('the error for invalid settings quotes the server', async () => {
  await expect(startPostgres({ settings: { work_mem: 'much' } })).rejects.toThrow(/work_mem.*much/)
})

test('runs from a folder that only its owner can access, with spaces and without links', async () => {
  const { path, remove } = await temporaryFolder()
  const copy = join(path, 'closed folder')
  await mkdir(copy, { mode: 0o700 })
  await cp(nativePackage().folder, copy, { recursive: true, verbatimSymlinks: true })
  const links = await readFile(join(copy, 'native', 'pg-symlinks.json'), 'utf8')
  const targets = (JSON.parse(links) as { target: string }[]).map(({ target }) => target)
  await Promise.all(targets.map((target) => rm(join(copy, target), { force: true })))
  const server = await startPostgres({ package: copy, keep: false })
  expect(await value(server, `select upper('ready')`)).toBe('READY')
  await Promise.all([server.stop(), remove()])
})
