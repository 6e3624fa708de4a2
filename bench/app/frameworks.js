import { once } from 'node:events'
import express from 'express'
import Fastify from 'fastify'

const pattern = '/courses/:queries'

/** Starts an app and tells its port. */
export const frameworks = {
  express: async ({ handle, cpu }) => {
    const app = express()
    app.get(pattern, async ({ params }, response) => {
      response.send(await handle(Number(params.queries)))
    })
    app.get('/cpu', (_, response) => response.send(cpu()))
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server.address().port
  },
  fastify: async ({ handle, cpu }) => {
    const app = Fastify()
    app.get(pattern, ({ params }) => handle(Number(params.queries)))
    app.get('/cpu', async () => cpu())
    await app.listen({ port: 0, host: '127.0.0.1' })
    return app.server.address().port
  },
}
