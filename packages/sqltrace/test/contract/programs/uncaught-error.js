import pg from 'pg'
import { wrap } from './wrap.js'

const client = wrap(new pg.Client(process.argv[2]))
await client.connect()
client.query('select 1', () => {
  throw new TypeError('of the app')
})
