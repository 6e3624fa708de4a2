import type { ChildProcess } from 'node:child_process'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { majors } from './support/majors.js'
import { runCli, type Outcome } from './support/run-cli.js'
import { lineOf, seed, startShop, stopShop } from './support/shop.js'

describe.each(majors)('PostgreSQL $major', ({ major, isInstalled, options }) => {
  let server: Postgres | undefined
  let shop: ChildProcess | undefined
  let outcomes: Record<'top' | 'slow' | 'total' | 'locks' | 'advise', Outcome>

  beforeAll(async () => {
    if (!isInstalled) return
    server = await startPostgres(options)
    await seed(server.url)
    shop = await startShop(server.url)
    const run = (...args: string[]) =>
      runCli([...args, '--json'], { env: { DATABASE_URL: server?.url } })
    const [top, slow] = await Promise.all([
      run('top', '--seconds', '1.5'),
      run('slow', '--sample', '2.5'),
    ])
    const [locks, total] = await Promise.all([run('locks'), run('slow', '--total')])
    const advise = await run('advise', '--sample', '2')
    outcomes = { top, slow, locks, total, advise }
  })

  afterAll(async () => {
    if (shop) await stopShop(shop)
    await server?.stop()
  })

  test.runIf(isInstalled)('top shows the lines that use the server, with their routes', () => {
    const rows = outcomes.top.objects
    const find = (name: string) => rows.find(({ key }) => key === lineOf(name))
    expect(find('list')).toMatchObject({ type: 'line', routes: [{ name: 'GET /courses/:slug' }] })
    expect(find('wait')).toMatchObject({
      type: 'line',
      routes: [{ name: 'POST /enrol' }],
    })
    expect(rows.at(-1)).toMatchObject({
      type: 'view',
      tagged: 1,
      idle_in_transaction: 1,
      servers: [{ role: 'writer', version: major }],
    })
  })

  test.runIf(isInstalled)('slow attributes time to statements, and samples to lines', () => {
    const rows = outcomes.slow.objects
    expect(rows[0]).toMatchObject({
      type: 'statement',
      approximate: major < 14,
      sites: [{ share: 1 }],
    })
    const list = rows.find(({ sites }) => JSON.stringify(sites ?? null).includes(lineOf('list')))
    expect(list).toMatchObject({
      sites: [{ file: lineOf('list'), routes: [{ route: 'GET /courses/:slug' }] }],
    })
    expect(list?.['calls']).toBeGreaterThan(0)
    expect(list?.['time_share']).toBeGreaterThan(0.5)
  })

  test.runIf(isInstalled)('slow shows a statement that never ends, which has no counter', () => {
    const waiting = outcomes.slow.objects.find(({ sites }) =>
      JSON.stringify(sites ?? null).includes(lineOf('wait')),
    )
    expect(waiting).toMatchObject({ calls: 0 })
    expect(waiting?.['load']).toBeGreaterThan(1)
  })

  test.runIf(isInstalled)(
    'advise names who idles in a transaction and who reads a table whole',
    () => {
      const { objects } = outcomes.advise
      const find = (kind: string) => objects.find((one) => one['kind'] === kind)
      expect(find('idle-in-transaction')).toMatchObject({
        type: 'finding',
        sites: [{ label: 'last statement' }, { label: 'transaction opened' }],
      })
      const label = major < 16 ? '≈ mentions it' : 'reads it in full'
      expect(find('sequential-scan')).toMatchObject({
        subject: 'courses',
        sites: expect.arrayContaining([expect.objectContaining({ label, site: lineOf('list') })]),
      })
    },
  )

  test.runIf(isInstalled)('slow omits its own statements', () => {
    for (const { statement } of outcomes.slow.objects)
      expect(statement ?? '').not.toContain('pg_stat_')
  })

  test.runIf(isInstalled)(
    'slow --total shows where a statement was first seen, without samples',
    () => {
      const list = outcomes.total.objects.find(({ first_seen: tags }) =>
        JSON.stringify(tags ?? null).includes(lineOf('list')),
      )
      expect(list).toMatchObject({ sites: [], first_seen: { file: lineOf('list') } })
      const { since } = outcomes.total.objects.at(-1) as { since: { since: string | null }[] }
      expect(typeof since[0]?.since).toBe(major >= 14 ? 'string' : 'object')
    },
  )

  test.runIf(isInstalled)(
    'locks shows the holder with the line that opened its transaction',
    () => {
      const [holder, first, second] = outcomes.locks.objects
      expect(holder).toMatchObject({
        depth: 0,
        blocked: 2,
        state: 'idle in transaction',
        file: lineOf('hold'),
        transaction_opened_at: lineOf('open'),
        terminate: `select pg_terminate_backend(${holder?.['pid']})`,
      })
      for (const waiter of [first, second]) {
        expect(waiter).toMatchObject({
          file: lineOf('wait'),
          route: 'POST /enrol',
          waits_for: { relation: 'courses' },
        })
      }
    },
  )

  test.runIf(isInstalled)('every command exits with 0 and prints nothing to stderr', () => {
    for (const { code, stderr } of Object.values(outcomes))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})
