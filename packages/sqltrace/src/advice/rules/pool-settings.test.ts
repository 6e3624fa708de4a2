import { Pool } from 'pg'
import type { PoolConfig } from 'pg'
import { expect, test } from 'vitest'
import { poolSettings } from './pool-settings.js'

const sentences = (config: PoolConfig, listens = true) => {
  const pool = new Pool({ host: 'db', ...config })
  if (listens) pool.on('error', () => {})
  return poolSettings(pool).map((sentence) => sentence.split(/[:,]/, 1)[0])
}
const complete = { connectionTimeoutMillis: 5000, keepAlive: true, statement_timeout: 10_000 }

test('each missing setting is reported', () => {
  expect(sentences({}, false)).toEqual([
    "No 'error' listener",
    'No connectionTimeoutMillis',
    'No keepAlive',
    'No statement_timeout',
  ])
})

test.each<[string, PoolConfig]>([
  ['a pool with all settings', complete],
  ['a client timeout', { ...complete, statement_timeout: 0, query_timeout: 9000 }],
  [
    'a timeout among the options',
    { ...complete, statement_timeout: 0, options: '-c statement_timeout=9s' },
  ],
  ['a Unix socket', { ...complete, keepAlive: false, host: '/run/postgresql' }],
])('no advice for %s', (_, config) => {
  expect(sentences(config)).toEqual([])
})
