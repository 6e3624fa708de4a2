import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

const trace = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${trace}-b7ad6b7169203331-01`

interface Writer {
  /** Adds the comment to a statement, in the place where this writer puts it. */
  readonly write: (sql: string) => string
  /** What it is shown as: a line of code, or a route or job. */
  readonly site?: string
  readonly work?: string
  readonly application?: string
  /** `application_name` of the session. */
  readonly session?: string
}

const after = (comment: string) => (sql: string) => `${sql} /*${comment}*/`
const before = (comment: string) => (sql: string) => `/*${comment}*/ ${sql}`

const writers: Readonly<Record<string, Writer>> = {
  'Rails 7.1, encoded': {
    write: after(
      `action='index',application='Shop',controller='users',source_location='app%2Fmodels%2Fuser.rb%3A12%3Ain%20%60active%27'`,
    ),
    site: 'app/models/user.rb:12',
    work: 'users#index',
    application: 'Shop',
  },
  'Rails, a quote escaped at the end of a value': {
    write: after(
      `application='Shop',controller='users',source_location='app/models/user.rb:13:in \`active\\''`,
    ),
    site: 'app/models/user.rb:13',
    work: 'users',
    application: 'Shop',
  },
  'Rails, legacy format, Ruby 3.4': {
    write: before(
      `application:Shop,namespaced_controller:Admin::UsersController,source_location:app/models/user.rb:14:in 'User.active'`,
    ),
    site: 'app/models/user.rb:14',
    work: 'Admin::UsersController',
    application: 'Shop',
  },
  'marginalia, blanks in bare values': {
    write: after(
      `application:Joe's app,controller:users,action:show,line:/app/models/user.rb:15:in \`active_users'`,
    ),
    site: '/app/models/user.rb:15',
    work: 'users#show',
    application: `Joe's app`,
  },
  'marginalia, a job': {
    write: after('application:Shop,sidekiq_job:MailJob'),
    work: 'job MailJob',
    application: 'Shop',
  },
  Laravel: {
    write: (sql) =>
      `${sql}/*controller='UsersController',action='edit',file='app%2FHttp%2FUsersController.php',line='42'*/;`,
    site: 'app/Http/UsersController.php:42',
    work: 'UsersController#edit',
  },
  'Ecto, a stack': {
    write: after(
      `app='accounts',stacktrace='%28shop%200.1.0%29%20lib%2Fshop%2Faccounts.ex%3A31%3A%20Shop.Accounts.list%2F0'`,
    ),
    site: 'lib/shop/accounts.ex:31',
    application: 'accounts',
  },
  'Ecto, a caller': {
    write: (sql) => `${sql}/*app='accounts',caller='Elixir.Shop.Accounts.get%2F1',team='web'*/`,
    work: 'Elixir.Shop.Accounts.get/1',
    application: 'accounts',
  },
  'EF Core': {
    write: (sql) => `-- open orders\n-- File: C:\\src\\My Shop\\Orders.cs:21\n\n${sql}`,
    site: 'C:\\src\\My Shop\\Orders.cs:21',
  },
  'Datadog, in full': {
    write: before(
      `dddb='orders',dddbs='orders-db',dde='prod',ddh='db',ddps='orders-api',ddpv='1.2',traceparent='${traceparent}'`,
    ),
    work: '(no line)',
    application: 'orders-api',
  },
  'Query-Doctor': {
    write: after(
      `db_driver='drizzle',file='src%2Fa.ts%3A3%3A7',func_name='load',method='GET',route='%2Fusers'`,
    ),
    site: 'src/a.ts:3:7',
    work: 'GET /users',
  },
  'OpenTelemetry for Python, numbers without quotes': {
    write: after(
      `app_path='%%2Fpolls%%2F1',controller='polls.views.detail',db_driver='psycopg2%%3A2.9.9',dbapi_level='2.0',dbapi_threadsafety=2,framework='django%%3A5.0',libpq_version=160003,route='%%5Epolls/%%24'`,
    ),
    work: '^polls/$',
  },
  "Python's repr()": {
    write: after(`controller="joe's views",framework='flask',route='/polls'`),
    work: '/polls',
  },
  Celery: { write: after(`celery_task='shop.tasks.mail'`), work: 'job shop.tasks.mail' },
  'blanks and a pair without value': {
    write: after(` controller = 'carts' , action='add', job=,flag `),
    work: 'carts#add',
  },
  'a collector: the trace is the name of the session': {
    write: after(`file='src/traced.ts:5'`),
    site: 'src/traced.ts:5',
    session: traceparent.replaceAll('0af7', '1bf8'),
  },
  'no writer, in a session with a trace and a name': {
    write: (sql) => sql,
    session: `reports ${traceparent.replaceAll('0af7', '2cf9')}`,
    application: 'reports',
  },
}

const names = Object.keys(writers)
let server: Postgres
let texts: string[]
let holder: pg.Client
const clients: pg.Client[] = []

async function connect(application_name: string) {
  const client = new pg.Client({ connectionString: server.url, application_name })
  client.on('error', () => {})
  clients.push(client)
  await client.connect()
  return client
}

const run = (...args: string[]) => runCli(args, { env: { DATABASE_URL: server.url } })

/** Each writer has its own statement, and all of them wait. */
const statementOf = (name: string) =>
  `select pg_advisory_xact_lock(7)${', 1'.repeat(names.indexOf(name))}`
const keyOf = ({ site, work }: Writer) => site ?? work ?? null

beforeAll(async () => {
  const settings = { log_min_duration_statement: '0', log_line_prefix: '%m [%p] app=%a ' }
  server = await startPostgres({ settings })
  holder = await connect('holder')
  await holder.query('create extension pg_stat_statements; select pg_advisory_lock(7)')
  for (const [name, { write, session }] of Object.entries(writers)) {
    const client = await connect(session ?? 'fallback')
    client.query(write(statementOf(name))).catch(() => {})
  }
  const waiting = `select query from pg_stat_activity where wait_event_type = 'Lock' order by length(query)`
  for (texts = []; texts.length < names.length; await sleep(20))
    texts = (await holder.query<{ query: string }>(waiting)).rows.map(({ query }) => query)
})

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end().catch(() => {})))
  await server.stop()
})

interface Place {
  readonly path: string
  readonly line: number
  readonly column?: number
}

test('top shows the line of each writer, else its route or job, and the share of each kind', async () => {
  const { objects } = await run('top', '--once', '--json')
  const view = objects.pop()
  const sites = Object.values(writers).map(keyOf)
  expect(objects.map(({ key }) => key).toSorted()).toEqual(
    [...sites.filter(Boolean), null].toSorted(),
  )
  for (const { work, site } of Object.values(writers).filter((one) => one.site && one.work))
    expect(objects.find(({ key }) => key === site)).toMatchObject({ routes: [{ name: work }] })
  const count = (wanted: (one: Writer) => unknown) => Object.values(writers).filter(wanted).length
  const share = (part: number) => expect.closeTo(part / names.length, 2)
  expect(view).toMatchObject({
    load: names.length,
    tagged: share(count(({ site }) => site)),
    with_tags: share(count(keyOf)),
  })
  expect((await run('top', '--once')).stdout).toMatch(/\d+% of load with a line · 94% with tags/)
})

test('top groups by the application in the tags of any writer, else by that of the session', async () => {
  const { objects } = await run('top', '--once', '--by', 'application', '--json')
  const found = new Map(objects.slice(0, -1).map(({ key, load }) => [key, load]))
  const expected = new Map<string | null, number>()
  for (const { application, session } of Object.values(writers)) {
    const key = application ?? (session ? null : 'fallback')
    expected.set(key, (expected.get(key) ?? 0) + 1)
  }
  expect(found).toEqual(expected)
})

test('a trace in application_name is shown in the same place as one in a tag', async () => {
  const { objects } = await run('top', '--once', '--json')
  const traced = (key: string | null) => objects.find((row) => row['key'] === key)
  expect(traced('(no line)')).toMatchObject({ traces: [trace], tags: { traceparent } })
  expect(traced('src/traced.ts:5')).toMatchObject({ traces: [trace.replace('0af7', '1bf8')] })
  expect(traced(null)).toMatchObject({ traces: [trace.replace('0af7', '2cf9')] })
})

test('locks shows both sides of each writer', async () => {
  const { objects } = await run('locks', '--json')
  for (const [name, writer] of Object.entries(writers)) {
    const found = objects.find(({ statement }) => hasColumns(statement, names.indexOf(name)))
    expect(found, name).toMatchObject({
      file: writer.site ?? null,
      application: writer.session ? (writer.application ?? null) : 'fallback',
    })
    if (writer.work && writer.work !== '(no line)') expect(found?.['route']).toBe(writer.work)
  }
  const { stdout } = await run('locks')
  for (const writer of Object.values(writers))
    expect(stdout).toContain(keyOf(writer) ?? '(untagged)')
})

const hasColumns = (statement: unknown, count: number) =>
  new RegExp(`^select pg_advisory_xact_lock\\(\\?\\)(?:, \\?){${count}} ?;?$`).test(
    String(statement).trim(),
  )

test('slow attributes each statement to its line, route or job, wherever the comment is', async () => {
  const { objects } = await run('slow', '--sample', '1', '--limit', '50', '--json')
  for (const [name, writer] of Object.entries(writers)) {
    const found = objects.find(({ statement }) => hasColumns(statement, names.indexOf(name)))
    const { site, work } = writer
    expect(found, name).toMatchObject({
      sites: site ? [{ file: site, share: 1 }] : [],
      works: !site && work ? [{ work, share: 1 }] : [],
    })
  }
})

test("decode reads the same tags from the server's texts", async () => {
  const { objects, code } = await runCli(['decode', '--json', '-'], { input: texts.join('\n') })
  expect(code).toBe(0)
  const places = objects.flatMap(({ place }) => (place === null ? [] : [place as Place]))
  const found = places.map(({ path, line, column }) =>
    [path, line, column].filter(Boolean).join(':'),
  )
  expect(found.toSorted()).toEqual(
    Object.values(writers)
      .flatMap(({ site }) => site ?? [])
      .toSorted(),
  )
})

test('decode assigns the trace in a copied row to its statement', async () => {
  const row = ` 42 | ${traceparent} | active | select 1 /*file='src/traced.ts:5'*/`
  const { stdout } = await runCli(['decode', '--jaeger', 'http://jaeger:16686', row])
  expect(stdout).toContain(`http://jaeger:16686/trace/${trace}`)
  const alone = await runCli(['decode', '--json', traceparent])
  expect(alone.objects).toMatchObject([{ tags: { traceparent }, place: null }])
})

test('logs finds the same lines, routes, jobs and applications in the server log', async () => {
  await holder.query('select pg_advisory_unlock(7)')
  const waiting = `select from pg_stat_activity where query like '%pg_advisory_xact_lock%' and state = 'active'
    and pid <> pg_backend_pid()`
  while ((await holder.query(waiting)).rowCount !== 0) await sleep(20)
  const logged = { input: await server.readLog() }
  const byLine = await runCli(['logs', '--limit', '50', '--json', '-'], logged)
  const lines = byLine.objects.flatMap(({ files }) => (files as string[] | undefined) ?? [])
  expect(lines.toSorted()).toEqual(
    Object.values(writers)
      .flatMap((one) => keyOf(one) ?? [])
      .toSorted(),
  )
  const byApplication = await runCli(
    ['logs', '--by', 'application', '--limit', '50', '--json', '-'],
    logged,
  )
  const found = byApplication.objects.flatMap((one) => (one['names'] as string[] | undefined) ?? [])
  const expected = Object.values(writers).flatMap(({ application, session }) => {
    return application ?? (session ? [] : 'fallback')
  })
  expect(found.toSorted()).toEqual([...new Set([...expected, 'holder', 'sqltrace'])].toSorted())
})
