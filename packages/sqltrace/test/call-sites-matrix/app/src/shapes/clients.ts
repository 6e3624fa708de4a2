import { promisify } from 'node:util'
import QueryStream from 'pg-query-stream'
import { deep, queryFor } from 'vendor'
import { text } from '../shape.ts'
import type { Databases, Shape } from '../shape.ts'

const pooled: Shape = async ({ pool }) => {
  await pool.query(text) //@pooled
  await pool.query({ text, values: [] }) //@pooled
}

const callback: Shape = ({ pool }) =>
  promisify((done: (error: Error | null) => void) => {
    //@callback
    pool.query(text, (failure) => {
      if (failure) return done(failure)
      pool.query(text, (error) => done(error)) //@callback
    })
  })()

const connected: Shape = async ({ pool }) => {
  const client = await pool.connect()
  await client.query('begin') //@connected
  await client.query(text) //@connected
  await client.query('commit') //@connected
  client.release()
}

const connectedByCallback: Shape = ({ pool }) =>
  new Promise((resolve, reject) => {
    pool.connect((failure, client, release) => {
      if (failure || !client) return reject(failure)
      //@connectedByCallback
      client.query(text, (error, result) => {
        release()
        if (error) reject(error)
        else resolve(result)
      })
    })
  })

const queryStream: Shape = async ({ pool }) => {
  const client = await pool.connect()
  const rows = client.query(new QueryStream(text)) //@queryStream
  for await (const _ of rows) continue
  client.release()
}

const send = (pool: Databases['pool']) => pool.query(text) //@belowVendor

const belowVendor: Shape = ({ pool }) => deep(20, () => send(pool))

const byVendor: Shape = ({ pool }) => {
  return queryFor(pool, text) //@byVendor
}

export const clients = {
  pooled,
  callback,
  connected,
  connectedByCallback,
  queryStream,
  belowVendor,
  byVendor,
}
