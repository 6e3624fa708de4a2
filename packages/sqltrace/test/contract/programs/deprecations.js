import pg from 'pg'
import { wrap } from './wrap.js'

process.on('warning', ({ name, message }) => console.log(name, message))
const client = wrap(new pg.Client(process.argv[2]))
await client.connect()
await Promise.all([1, 2, 3].map((n) => client.query('select $1::int', [n])))
await client.query({ name: 'a', text: 'select 1', values: [] })
await client.end()
