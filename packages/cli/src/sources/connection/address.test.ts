import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addresses } from './address.js'
import { folderOfFile } from '../../../test/support/temporary.js'

const folder = folderOfFile()
const serviceFile = join(folder, 'services')
writeFileSync(
  serviceFile,
  '# servers\n[writer]\nhost=db1\nport = 6000\nuser=app\nsslmode=disable\n\n[reader]\nhost=db2\ndbname=shop\n',
)

/** The first server with its first host. */
const only = (urls: string[], env: NodeJS.ProcessEnv) => {
  const [address] = addresses(urls, env)
  return { ...address, ...address?.hosts[0] }
}
const hosts = (url: string | undefined, env: NodeJS.ProcessEnv = {}) =>
  addresses(url === undefined ? [] : [url], env)[0]?.hosts.map(({ name, config }) => [
    name,
    config.host,
    config.port,
  ])

test('takes DATABASE_URL, and the rest from the PG variables', () => {
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

test('a service takes precedence over the variables, and the address over both, as in libpq', () => {
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

test('an unknown service is an error that includes a fix', () => {
  expect(() => only([], { PGSERVICE: 'none', PGSERVICEFILE: serviceFile })).toThrow(
    /No service "none".*PGSERVICEFILE/,
  )
})

test('--url takes the name of a variable, which hides the address from ps, and displays that name', () => {
  const env = { WRITER: 'postgres://db1/shop', READER: 'postgres://db2/shop' }
  expect(
    addresses(['WRITER', 'READER'], env).map(({ name, hosts: [host] }) => [
      name,
      host?.config.host,
    ]),
  ).toEqual([
    ['WRITER', 'db1'],
    ['READER', 'db2'],
  ])
})

test('decodes percent-encoded parts', () => {
  expect(only(['postgres://us%40er:p%2F%40ss@db/shop'], {}).config).toMatchObject({
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
])('an invalid address is refused without repeating it: %s', (url) => {
  const attempt = () => only([], { DATABASE_URL: url })
  expect(attempt).toThrow(/percent-encode/)
  expect(attempt).not.toThrow(/cret/)
})

test('takes a connection string, an address in addition to a name, a timeout and no-verify', () => {
  const conninfo =
    "host=db.example hostaddr=10.0.0.1 dbname='a shop' connect_timeout=1 sslmode=no-verify"
  expect(only([conninfo], {})).toMatchObject({
    name: 'db.example',
    config: { host: '10.0.0.1', database: 'a shop', connectionTimeoutMillis: 2000 },
    ssl: [{ rejectUnauthorized: false, host: 'db.example', servername: 'db.example' }],
  })
  expect(only([], { PGHOSTADDR: '10.0.0.2', PGCONNECT_TIMEOUT: '7' })).toMatchObject({
    name: '10.0.0.2',
    config: { host: '10.0.0.2', connectionTimeoutMillis: 7000 },
  })
})

test('an error names the variable that is not set', () => {
  expect(() => addresses(['WRITER'], {})).toThrow(/The variable WRITER is not set/)
})

test('takes lists of hosts, each with its own port', () => {
  const both = [
    ['a', 'a', 5432],
    ['b:5433', 'b', 5433],
  ]
  expect(hosts('postgres://a,b:5433/shop')).toEqual(both)
  expect(hosts('host=a,b port=5432,5433')).toEqual(both)
  expect(hosts(undefined, { PGHOST: 'a,b', PGPORT: ',5433' })).toEqual(both)
  expect(hosts('host=a,b port=6000')).toEqual([
    ['a:6000', 'a', 6000],
    ['b:6000', 'b', 6000],
  ])
})

test('a list may have addresses in addition to names, which remain the display names', () => {
  expect(hosts('host=a,,/run/pg hostaddr=10.0.0.1,::1,10.0.0.3 port=1')).toEqual([
    ['a:1', '10.0.0.1', 1],
    ['[::1]:1', '::1', 1],
    ['/run/pg:1', '10.0.0.3', 1],
  ])
})

test('PGPORT does not apply to a list of hosts in an address', () => {
  expect(hosts('postgres://a,b/shop', { PGPORT: '6000' })).toEqual([
    ['a', 'a', 5432],
    ['b', 'b', 5432],
  ])
})

test.each([
  ['host=a,b port=1,2,3', /port has 3 values for 2 hosts/],
  ['host=a,b hostaddr=10.0.0.1', /host has 2 values and hostaddr 1/],
  ['host=a port=70000', /from 1 to 65535/],
  ['host=a target_session_attrs=master', /target_session_attrs must be any, read-write/],
  ['host=a load_balance_hosts=yes', /load_balance_hosts must be/],
])('refuses %s', (conninfo, message) => {
  expect(() => addresses([conninfo], {})).toThrow(message)
})

test('target_session_attrs and load_balance_hosts may come from any source', () => {
  const env = { PGTARGETSESSIONATTRS: 'standby', PGLOADBALANCEHOSTS: 'random' }
  const url = 'postgres://a,b/?target_session_attrs=primary&load_balance_hosts=disable'
  expect(only(['host=a,b'], env)).toMatchObject({ target: 'standby', isLoadBalanced: true })
  expect(only([url], env)).toMatchObject({ target: 'primary', isLoadBalanced: false })
})

test('a list in a variable is named after the variable, and each host after both', () => {
  const [address] = addresses(['SHOP'], { SHOP: 'host=a,b' })
  expect([address?.name, ...(address?.hosts ?? []).map(({ name }) => name)]).toEqual([
    'SHOP',
    'SHOP (a)',
    'SHOP (b)',
  ])
  expect(only(['host=a,b'], {})).toMatchObject({ name: 'a' })
  expect(addresses(['host=a,b'], {})[0]?.name).toBe('a,b')
})
