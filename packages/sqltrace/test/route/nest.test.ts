import 'reflect-metadata'
import { Controller, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { observeRequests } from '../../src/route/observe-requests.js'
import { observed, routeOf } from './serve.js'

class Items {
  show() {
    return observed()
  }
}
const show = Object.getOwnPropertyDescriptor(Items.prototype, 'show') as PropertyDescriptor
Get('items/:item')(Items.prototype, 'show', show)
Controller('shops/:shop')(Items)

class App {
  readonly name = 'shop'
}
Module({ controllers: [Items] })(App)

beforeAll(observeRequests)

test.each([
  { name: 'Express', adapter: () => new ExpressAdapter() },
  { name: 'Fastify', adapter: () => new FastifyAdapter() },
])(
  "NestJS on $name has the route with the global prefix and the controller's path",
  async ({ adapter }) => {
    const app = await NestFactory.create(App, adapter() as ExpressAdapter, { logger: false })
    app.setGlobalPrefix('api')
    onTestFinished(() => app.close())
    await app.listen(0, '127.0.0.1')
    expect(await routeOf(`${await app.getUrl()}/api/shops/7/items/7`)).toBe(
      '/api/shops/:shop/items/:item',
    )
  },
)
