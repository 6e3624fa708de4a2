// One line sends many long texts, in a heap that has no room for them: `node long-texts.js <url>`.
import pg from 'pg'
import { traced } from 'sqltrace'

const client = traced(new pg.Client(process.argv[2]))
await client.connect()
for (let text = 0; text < 20; text++) {
  const { rows } = await client.query(`select length('${String(text).padEnd(6e6, 'x')}') as n`)
  if (rows[0].n !== 6e6) throw new Error('another text')
}
await client.end()
