import { once } from 'node:events'
import express from 'express'
import { inSpan } from './telemetry.js'

/** Runs `fn` as an Express route handler, so that every variant runs inside a request. */
export async function inRequest(fn) {
  const app = express()
  let result
  app.get('/courses/:slug', async (_, response) => {
    result = await inSpan(fn)
    response.end()
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/courses/42`)
  server.close()
  if (!answer.ok) throw new Error(await answer.text())
  return result
}
