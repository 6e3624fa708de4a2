import { provider } from './tracing.js'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { ready } from 'sqltrace'
import { courseRoutes } from './courses/routes.js'
import { db } from './database/database.js'

const app = express().use('/courses', courseRoutes)
await ready()
const server = app.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1')
await once(server, 'listening')
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

process.once('SIGTERM', async () => {
  server.close()
  await db.destroy()
  await provider.shutdown()
})
