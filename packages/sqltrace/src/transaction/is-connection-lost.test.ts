import { expect, test } from 'vitest'
import { isConnectionLost } from './is-connection-lost.js'

test.each([
  { code: '08006' },
  { code: '57P01' },
  { code: '25P03' },
  { code: 'ECONNRESET' },
  { code: 'EPIPE' },
  { code: 'EPERM' },
  { code: 'ERR_STREAM_DESTROYED' },
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
])('the connection is lost: %o', (error) => {
  expect(isConnectionLost(error)).toBe(true)
})

test.each([
  { code: '42P01' },
  { code: 'EPIPE', severity: 'ERROR' },
  { code: 'ER_DUP_ENTRY' },
  { code: 'SQLITE_CONSTRAINT' },
  { code: '57014' },
  { code: '40P01' },
  new Error('Prepared statements must be unique'),
  new Error('Query read timeout'),
  undefined,
])('the connection is still usable: %o', (error) => {
  expect(isConnectionLost(error)).toBe(false)
})
