import { createServer } from 'node:http'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { fillers } from './filler.js'

const before = performance.now()
const pool = traced(new Pool({ connectionString: process.env.DATABASE_URL, max: 1 }))
const start = performance.now() - before
await pool.query('select 1 as starting')
const server = createServer().listen(0, '127.0.0.1')
console.log(JSON.stringify({ start, fillers: fillers.length }))
server.close()
await pool.end()
