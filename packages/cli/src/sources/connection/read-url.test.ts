import { expect, test } from 'vitest'
import { readUrl } from './read-url.js'

// The first ones are of libpq's own suite, src/interfaces/libpq/t/001_uri.pl.
test.each([
  [
    'postgresql://uri-user:secret@host:12345/db',
    { user: 'uri-user', password: 'secret', host: 'host', port: '12345', dbname: 'db' },
  ],
  ['postgresql://host/db?user=uri-user', { host: 'host', dbname: 'db', user: 'uri-user' }],
  ['postgresql://uri-user@host/', { user: 'uri-user', host: 'host' }],
  ['postgresql://:12345/', { port: '12345' }],
  ['postgresql://', {}],
  ['postgres://[::1]:12345/db', { host: '::1', port: '12345', dbname: 'db' }],
  [
    'postgresql://%2Fvar%2Flib%2Fpostgresql/dbname',
    { host: '/var/lib/postgresql', dbname: 'dbname' },
  ],
  ['postgresql:///?u%73er=otheruser&host=/path', { user: 'otheruser', host: '/path' }],
  ['postgresql://host?ssl=true', { host: 'host', sslmode: 'require' }],
  ['postgresql://host?password=a+b%20c==', { host: 'host', password: 'a+b c==' }],
  [
    'postgres://a@h1:5433,[::1],h3:1/db',
    { user: 'a', host: 'h1,::1,h3', port: '5433,,1', dbname: 'db' },
  ],
  ['postgres://h1,h2/db', { host: 'h1,h2', port: ',', dbname: 'db' }],
  ['postgres://h1:1/db?host=a,b&port=2', { host: 'a,b', port: '2', dbname: 'db' }],
  ['postgres://a:p#w@ss@host/db', { user: 'a', password: 'p#w@ss', host: 'host', dbname: 'db' }],
])('%s', (url, parameters) => {
  expect(readUrl(url)).toEqual(parameters)
})

test.each([
  'postgres://app:123?secret@db/shop',
  'postgres://app:123?a=secret@db/shop',
  'postgres://db/shop?secret',
  'postgres://[::1/secret',
  'postgres://h1:5432,h2:secret/db',
  'postgres://app:s%ecret@db/shop',
])('refuses an invalid address without repeating it: %s', (url) => {
  expect(() => readUrl(url)).toThrow(/percent-encode/)
  expect(() => readUrl(url)).not.toThrow(/secret/)
})
