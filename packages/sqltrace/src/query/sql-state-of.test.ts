import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { sqlStateOf } from './sql-state-of.js'

test.each(['42P01', '08006', 'XX000', 'HV00J', 'P0001', '0A000'])('%s is an SQLSTATE', (code) => {
  expect(sqlStateOf({ code })).toBe(code)
})

test.each([...Object.keys(constants.errno), 'EFILE', 'ERR_SOCKET_CLOSED', '', undefined, 42])(
  '%s is not an SQLSTATE',
  (code) => {
    expect(sqlStateOf({ code })).toBeUndefined()
  },
)

test("a server may return the app's own code", () => {
  expect(sqlStateOf({ code: 'EPIPE', severity: 'ERROR' })).toBe('EPIPE')
})
