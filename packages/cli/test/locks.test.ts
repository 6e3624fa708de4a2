import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWaitingServer, type WaitingServer } from './support/waiting-server.js'

let server: WaitingServer

beforeAll(async () => {
  server = await startWaitingServer()
})

afterAll(() => server.stop())

test('prepared transactions, running statements and advisory locks are identified, with a remedy', async () => {
  const preparing = await server.connect('two-phase')
  await preparing.query(`begin; update t set n = 1 where id = 1; prepare transaction 'order 17'`)
  const blocked = (await server.connect('shop'))
    .query('update t set n = 2 where id = 1')
    .catch(() => {})
  const keeper = await server.connect('nightly')
  await keeper.query('begin; select pg_advisory_xact_lock(42)')
  const running = keeper.query('select pg_sleep(30)').catch(() => {})
  const waiting = (await server.connect('job')).query('select pg_advisory_lock(42)').catch(() => {})

  const { objects, text } = await server.locksOnceWaiting(2)
  expect(objects).toContainEqual(
    expect.objectContaining({
      pid: null,
      prepared: ['order 17'],
      remedy: { statements: ["rollback prepared 'order 17'"] },
      terminate: null,
    }),
  )
  const holder = objects.find(({ application }) => application === 'nightly')
  expect(holder).toMatchObject({
    user: 'postgres',
    address: '127.0.0.1',
    remedy: {
      statements: [
        `select pg_cancel_backend(${holder?.['pid']})`,
        `select pg_terminate_backend(${holder?.['pid']})`,
      ],
    },
  })
  expect(objects).toContainEqual(
    expect.objectContaining({ waits_for: expect.objectContaining({ advisory: '42' }) }),
  )
  expect(text).toMatch(/prepared transaction order 17/)
  expect(text).toMatch(/application nightly, from 127\.0\.0\.1/)
  expect(text).toMatch(/on advisory key 42/)

  const admin = await server.connect('admin')
  await admin.query(`rollback prepared 'order 17'`)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name in ('nightly', 'job', 'shop')`)
  await Promise.all([blocked, running, waiting])
})
