import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addresses } from './address.js'
import { folderOfFile } from '../../test/support/temporary.js'

const folder = folderOfFile()
const serviceFile = join(folder, 'services')
writeFileSync(
  serviceFile,
  '# servers\n[writer]\nhost=db1\nport = 6000\nuser=app\nsslmode=disable\n\n[reader]\nhost=db2\ndbname=shop\n',
)

const only = (urls: string[], env: NodeJS.ProcessEnv) => addresses(urls, env)[0]

test('takes DATABASE_URL, with the rest from the PG variables', () => {
  const env = {
    DATABASE_URL: 'postgres://db.example/shop',
    PGUSER: 'app',
    PGPASSWORD: 'x',
    PGPORT: '6432',
  }
  expect(only([], env)).toMatchObject({
    name: 'db.example:6432',
    config: { host: 'db.example', port: 6432, user: 'app', password: 'x', database: 'shop' },
  })
})

test('takes the PG variables alone', () => {
  expect(only([], { PGHOST: 'db', PGDATABASE: 'shop', PGSSLMODE: 'disable' })).toMatchObject({
    config: { host: 'db', port: 5432, database: 'shop' },
    ssl: [false],
  })
})

test('a service comes before the variables and behind the address, as in libpq', () => {
  const env = {
    PGSERVICE: 'writer',
    PGSERVICEFILE: serviceFile,
    PGHOST: 'other',
    PGDATABASE: 'shop',
  }
  expect(only([], env)).toMatchObject({
    config: { host: 'db1', port: 6000, user: 'app', database: 'shop' },
    ssl: [false],
  })
  expect(only(['postgres:///x?service=reader'], { PGSERVICEFILE: serviceFile })).toMatchObject({
    config: { host: 'db2', database: 'x' },
  })
})

test('a service that is nowhere is an error with a remedy', () => {
  expect(() => only([], { PGSERVICE: 'none', PGSERVICEFILE: serviceFile })).toThrow(
    /No service "none".*PGSERVICEFILE/,
  )
})

test('--url takes the name of a variable, which ps does not show, and keeps it as the name', () => {
  const env = { WRITER: 'postgres://db1/shop', READER: 'postgres://db2/shop' }
  expect(
    addresses(['WRITER', 'READER'], env).map(({ name, config }) => [name, config.host]),
  ).toEqual([
    ['WRITER', 'db1'],
    ['READER', 'db2'],
  ])
})

test('decodes what is percent-encoded', () => {
  expect(only(['postgres://us%40er:p%2F%40ss@db/shop'], {})?.config).toMatchObject({
    user: 'us@er',
    password: 'p/@ss',
    host: 'db',
  })
})

test('a host that is a folder is a socket, without TLS', () => {
  expect(only(['postgres:///shop?host=/run/postgresql'], {})).toMatchObject({
    config: { host: '/run/postgresql' },
    ssl: [false],
  })
})

test.each([
  'postgres://app:se/cret@db/shop',
  'postgres://app:123/secret@db/shop',
  'postgres://app:secret@db:port/shop',
  'http://app:secret@db/shop',
  'app:secret@db',
  'postgres://app:%zzsecret@db:x/shop',
])('a broken address is refused without repeating it: %s', (url) => {
  const attempt = () => only([], { DATABASE_URL: url })
  expect(attempt).toThrow(/percent-encode/)
  expect(attempt).not.toThrow(/cret/)
})

test('takes a connection string, an address beside a name, a time limit and no-verify', () => {
  const conninfo =
    "host=db.example hostaddr=10.0.0.1 dbname='a shop' connect_timeout=1 sslmode=no-verify"
  expect(only([conninfo], {})).toMatchObject({
    name: 'db.example',
    tlsName: 'db.example',
    config: { host: '10.0.0.1', database: 'a shop', connectionTimeoutMillis: 2000 },
    ssl: [{ rejectUnauthorized: false }],
  })
  expect(only([], { PGHOSTADDR: '10.0.0.2', PGCONNECT_TIMEOUT: '7' })).toMatchObject({
    config: { host: '10.0.0.2', connectionTimeoutMillis: 7000 },
  })
})

test('a variable that is not set is named', () => {
  expect(() => addresses(['WRITER'], {})).toThrow(/The variable WRITER is not set/)
})
