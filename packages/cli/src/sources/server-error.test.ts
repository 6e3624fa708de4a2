import { expect, test } from 'vitest'
import { isPassing, serverError } from './server-error.js'

const refusal = (message: string) => ({ severity: 'FATAL', code: '08P01', message })

test.each([
  ['bouncer config error', /check the database name/],
  ['no such database: shop', /check the database name/],
  ['no more connections allowed (max_client_conn)', /raise max_client_conn/],
  ['query_wait_timeout', /raise default_pool_size/],
  ['unsupported startup parameter: options', /ignore_startup_parameters/],
  ['transaction blocks not allowed in statement pooling mode', /session or transaction mode/],
])('PgBouncer says "%s" first, then comes the remedy', (said, remedy) => {
  const { message } = serverError('db:6432', refusal(said))
  expect(message.startsWith(`db:6432: ${said}; `)).toBe(true)
  expect(message).toMatch(remedy)
})

test('an unknown sentence of a server is kept with its code', () => {
  const error = { severity: 'ERROR', code: 'XX000', message: 'something broke' }
  expect(serverError('db', error).message).toBe(
    'db: something broke (XX000); run again with --sql to see the query.',
  )
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
  const error = serverError('db', { severity: 'FATAL', code: '57P03', message, detail })
  expect(error.message).toMatch(sentence)
  expect(isPassing(error)).toBe(passes)
})
