import type { AddressInfo } from 'node:net'
import express from 'express'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import './count-queries.js'
import './log-slow-statements.js'

const pool = traced(new Pool({ connectionString: process.env['DATABASE_URL'] }))
const app = express()

app.get('/courses/:slug/lessons', async (_request, response) => {
  const { rows } = await pool.query<{ id: number }>('select id from generate_series(1, 25) as id')
  for (const { id } of rows) await pool.query('select $1::int as lesson', [id])
  await pool.query('select pg_sleep(0.2)')
  response.json(rows)
})

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port)
})
