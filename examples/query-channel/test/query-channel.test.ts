import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@sqltrace/testing'
import type { Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const entry = fileURLToPath(new URL('../dist/app.js', import.meta.url))
let server: Postgres
let app: ChildProcess

beforeAll(async () => {
  server = await startPostgres()
  const env = { ...process.env, DATABASE_URL: server.url, PORT: '0', SLOW_MILLISECONDS: '150' }
  app = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] })
})

afterAll(async () => {
  app.kill()
  await once(app, 'close')
  await server.stop()
})

test('a request logs its slow statement, and that it sends many', async () => {
  const lines = createInterface({ input: app.stdout as NodeJS.ReadableStream })[
    Symbol.asyncIterator
  ]()
  const port: string = (await lines.next()).value
  await fetch(`http://127.0.0.1:${port}/courses/algebra/lessons`)
  const where = { method: 'GET', route: '/courses/:slug/lessons' }
  expect(JSON.parse((await lines.next()).value)).toMatchObject({
    ...where,
    file: 'examples/query-channel/src/app.ts:13',
    count: 20,
    msg: 'many statements in one request',
  })
  expect(JSON.parse((await lines.next()).value)).toMatchObject({
    ...where,
    file: 'examples/query-channel/src/app.ts:14',
    sql: 'select pg_sleep(0.2)',
    msg: 'slow statement',
  })
})
