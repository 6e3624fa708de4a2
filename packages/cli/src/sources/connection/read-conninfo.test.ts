import { expect, test } from 'vitest'
import { isConninfo, readConninfo } from './read-conninfo.js'

test.each([
  ['host=db dbname=shop', { host: 'db', dbname: 'shop' }],
  ["host = db password='it\\'s a \\\\'", { host: 'db', password: "it's a \\" }],
  ["  user=app application_name=''", { user: 'app', application_name: '' }],
  ['options=-c\\ geqo=off', { options: '-c geqo=off' }],
])('%s', (text, parameters) => {
  expect(isConninfo(text)).toBe(true)
  expect(readConninfo(text)).toEqual(parameters)
})

test('an invalid string is refused without repeating it', () => {
  const attempt = () => readConninfo("host=db password='secret")
  expect(attempt).toThrow(/Not a connection string/)
  expect(attempt).not.toThrow(/secret/)
})

test.each(['postgres://a@b/c?x=1', 'WRITER', '/var/run'])(
  '%s is not a connection string',
  (text) => {
    expect(isConninfo(text)).toBe(false)
  },
)
