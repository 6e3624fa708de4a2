import { expect, test } from 'vitest'
import { endsSearch, isTransient, serverError, mergeErrors } from './server-error.js'

const host = (name: string, connectionTimeoutMillis = 3000) => ({
  name,
  config: { connectionTimeoutMillis },
})
const refusal = (message: string) => ({ severity: 'FATAL', code: '08P01', message })

test.each([
  ['bouncer config error', /check the database name/],
  ['no such database: shop', /check the database name/],
  ['no more connections allowed (max_client_conn)', /raise max_client_conn/],
  ['query_wait_timeout', /raise default_pool_size/],
  ['unsupported startup parameter: options', /ignore_startup_parameters/],
  ['transaction blocks not allowed in statement pooling mode', /session or transaction mode/],
])('"%s" of PgBouncer comes first, then the fix', (said, remedy) => {
  const { message } = serverError(host('db:6432'), refusal(said))
  expect(message.startsWith(`db:6432: ${said}; `)).toBe(true)
  expect(message).toMatch(remedy)
})

test('an unknown error of a server is shown with its code', () => {
  const error = { severity: 'ERROR', code: 'XX000', message: 'something broke' }
  expect(serverError(host('db'), error).message).toBe(
    'db: something broke (XX000); run again with --sql to see the query.',
  )
})

test('a timeout names its limit', () => {
  expect(serverError(host('db', 7000), new Error('timeout expired')).message).toBe(
    'db: no answer within 7 s; check the host, the port and the firewall.',
  )
})

test('if a name has several addresses, the error is that of the one that answered', () => {
  const errors = ['ETIMEDOUT', 'ECONNREFUSED'].map((code) => Object.assign(new Error(), { code }))
  expect(serverError(host('db'), new AggregateError(errors)).message).toContain('refused')
})

test('hosts with the same error share a sentence', () => {
  const refused = Object.assign(new Error(), { code: 'ECONNREFUSED' })
  const errors = [
    serverError(host('a'), refused),
    serverError(host('b'), new Error('timeout expired')),
    serverError(host('c:1'), refused),
  ]
  expect(mergeErrors(errors).message).toBe(
    'a, c:1: connection refused; check that the server is running, or set DATABASE_URL.\n' +
      'b: no answer within 3 s; check the host, the port and the firewall.',
  )
})

test.each([
  [{ severity: 'FATAL', code: '28P01', message: 'password authentication failed' }, true],
  [{ severity: 'FATAL', code: '53300', message: 'too many clients' }, true],
  [{ severity: 'FATAL', code: '57P03', message: 'the database system is starting up' }, false],
  [{ code: 'ECONNREFUSED', message: '' }, false],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, true],
  [{ message: 'timeout expired' }, false],
])('%o ends the search of a list: %s', (error, ends) => {
  expect(endsSearch(error)).toBe(ends)
})

test.each([
  ['the database system is starting up', undefined, true, /starting up; try again in a moment\.$/],
  [
    'the database system is not yet accepting connections',
    'Consistent recovery state has not been yet reached.',
    true,
    /\(Consistent recovery state has not been yet reached\); try again/,
  ],
  [
    'the database system is not accepting connections',
    'Hot standby mode is disabled.',
    false,
    /\(Hot standby mode is disabled\); set hot_standby = on/,
  ],
])('%s: %s', (message, detail, passes, sentence) => {
  const error = serverError(host('db'), { severity: 'FATAL', code: '57P03', message, detail })
  expect(error.message).toMatch(sentence)
  expect(isTransient(error)).toBe(passes)
})
