import { once } from 'node:events'
import express from 'express'
import Fastify from 'fastify'

const pattern = '/courses/:queries'

/** Each starts an app that responds with `handle(queries)` or `control(word)`, and returns its port. */
export const frameworks = {
  express: async ({ handle, control }) => {
    const app = express()
    app.get(pattern, async ({ params }, response) => {
      response.send(await handle(Number(params.queries)))
    })
    app.get('/control/:word', ({ params }, response) => response.send(control(params.word)))
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server.address().port
  },
  fastify: async ({ handle, control }) => {
    const app = Fastify()
    app.get(pattern, ({ params }) => handle(Number(params.queries)))
    app.get('/control/:word', async ({ params }) => control(params.word))
    await app.listen({ port: 0, host: '127.0.0.1' })
    return app.server.address().port
  },
}
