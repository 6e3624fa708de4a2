import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Server settings under which everything that `sqltrace logs` reads is written, in all formats. */
export function loggingSettings(major) {
  return {
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'server.log',
    log_destination: major >= 15 ? 'stderr,csvlog,jsonlog' : 'stderr,csvlog',
    log_line_prefix: '%m [%p] %q%u@%d app=%a ',
    log_timezone: 'UTC',
    log_min_duration_statement: '20ms',
    log_lock_waits: 'on',
    log_temp_files: '0',
    deadlock_timeout: '100ms',
    shared_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '20ms',
    dynamic_shared_memory_type: major < 12 ? 'posix' : 'mmap',
  }
}

/** Lets a server log one of each: slow statements, errors, a deadlock, lock waits, temporary files, timeouts. */
export async function causeEvents(url) {
  const [one, two] = await Promise.all([connect(url), connect(url)])
  await one.query('create table courses (id int primary key, slug text)')
  await one.query("insert into courses select i, 'slug' || i from generate_series(1, 40000) i")
  await slowStatements(one)
  await errors(one)
  await deadlock(one, two)
  await lockWait(one, two)
  await Promise.all([one.end(), two.end()])
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'shop' })
  await client.connect()
  return client
}

async function slowStatements(client) {
  const tag = "/*file='src/courses/repo.ts:42',method='GET',route='/courses/:slug'*/"
  await client.query(
    `select count(*) from courses a, courses b where a.id < 200 and a.slug > b.slug || $1 ${tag}`,
    ['x'],
  )
  await client.query(
    `select ${tag}\n\tcount(*)\nfrom courses a, courses b\nwhere a.id < 200 and b.slug < a.slug`,
  )
  await client.query("set work_mem = '64kB'")
  await client.query(
    "select count(*) from (select * from courses order by slug || 'y' offset 1) x /*file='src/jobs/report.ts:7',job='nightly'*/",
  )
  await client.query(
    'select count(*) from courses a, courses b where a.id < 200 and a.slug > b.slug',
  )
}

async function errors(client) {
  const tag = (line) => `/*file='src/enrol.ts:${line}',method='POST',route='/enrol'*/`
  await ignore(client.query(`insert into courses values (1, 'it''s, "so"') ${tag(11)}`))
  await ignore(client.query(`select nothing from courses ${tag(12)}`))
  await ignore(client.query(`selec 1 ${tag(13)}`))
  await client.query("set statement_timeout = '30ms'")
  await ignore(client.query(`select count(*) from courses a, courses b ${tag(14)}`))
  await client.query('set statement_timeout = 0')
}

async function deadlock(one, two) {
  const update = (id, line) =>
    `update courses set slug = 'd' where id = ${id} /*file='src/cache.ts:${line}',job='warm'*/`
  await Promise.all([one.query('begin'), two.query('begin')])
  await one.query(update(1, 30))
  await two.query(update(2, 31))
  await Promise.all([
    ignore(one.query(update(2, 32))),
    sleep(20).then(() => ignore(two.query(update(1, 33)))),
  ])
  await Promise.all([one.query('rollback'), two.query('rollback')])
}

async function lockWait(one, two) {
  await one.query('begin')
  await one.query("update courses set slug = 'w' where id = 3 /*file='src/holder.ts:1'*/")
  await two.query("set lock_timeout = '250ms'")
  await ignore(
    two.query(
      "update courses set slug = 'v' where id = 3 /*file='src/counter.ts:9',route='/enrol',method='POST'*/",
    ),
  )
  await two.query('set lock_timeout = 0')
  const waits = two.query(
    "update courses set slug = 'v' where id = 3 /*file='src/counter.ts:10',route='/enrol',method='POST'*/",
  )
  await sleep(200)
  await one.query('commit')
  await waits
}

async function ignore(promise) {
  await promise.catch(() => undefined)
}
