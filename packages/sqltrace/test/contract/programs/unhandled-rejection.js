import pg from 'pg'
import { wrap } from './wrap.js'

const pool = wrap(new pg.Pool({ connectionString: process.argv[2] }))
pool.query('select oops')
