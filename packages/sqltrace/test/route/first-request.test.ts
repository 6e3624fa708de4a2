import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode, temporaryFolder } from '@sqltrace/testing'
import { expect, test } from 'vitest'

const library = fileURLToPath(new URL('../../dist/bundle/index.cjs', import.meta.url))
const cls = fileURLToPath(new URL('../../../cls/dist/bundle/index.cjs', import.meta.url))
const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))

/** Traces its client in the first request that needs it, and responds with what each request knows about itself. */
const program = (trace: string) => `
const { setTimeout: sleep } = require('node:timers/promises')
const express = require(${JSON.stringify(modules)} + 'express')
const { Client } = require(${JSON.stringify(modules)} + 'pg')
const { traced } = require(${JSON.stringify(library)})
const known = require(${JSON.stringify(cls)}).getNamespace('sqltrace')
const app = express()
let client
app.get('/x/:id', async (request, response) => {
  ${trace}
  await sleep(1)
  response.end((known.get('method') ?? '') + ' ' + (known.get('route') ?? ''))
})
const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  const ask = async (id) => (await fetch('http://127.0.0.1:' + port + '/x/' + id)).text()
  const seen = [await ask(1), ...(await Promise.all([ask(2), ask(3)]))]
  console.log(JSON.stringify(seen))
  server.closeAllConnections()
  server.close()
})
`

async function seenWith(trace: string): Promise<unknown> {
  const folder = await temporaryFolder()
  try {
    const file = join(folder.path, 'main.cjs')
    await writeFile(file, program(trace))
    const { code, stdout, stderr } = await runNode(file)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  } finally {
    await folder.remove()
  }
}

const known = 'GET /x/:id'

test.concurrent('the request that traces the client itself has its method and route', async () => {
  expect(await seenWith('client ??= traced(new Client())')).toEqual([known, known, known])
})

test.concurrent("a request that awaits before it traces the client has neither, rather than another request's", async () => {
  const trace = 'await sleep(1); client ??= traced(new Client())'
  expect(await seenWith(trace)).toEqual([' ', known, known])
})

test.concurrent('without automatic routes no request is looked up', async () => {
  const trace = 'client ??= traced(new Client(), { http: false })'
  expect(await seenWith(trace)).toEqual([' ', ' ', ' '])
})
