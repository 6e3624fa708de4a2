import pg from 'pg'
import { wrap } from './wrap.js'

const pool = wrap(new pg.Pool({ connectionString: process.argv[2], allowExitOnIdle: true }))
console.log((await pool.query('select 1 as a')).rows)
process.on('exit', () => console.log('exits', pool.totalCount, pool.idleCount))
