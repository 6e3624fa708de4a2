import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '@sqltrace/testing'
import pg from 'pg'
import { runCli } from './run-cli.js'

/** A server on which sessions wait for each other, and the output of `locks` for it. */
export async function startWaitingServer() {
  const server = await startPostgres({
    settings: {
      max_prepared_transactions: '5',
      autovacuum_naptime: '1s',
      deadlock_timeout: '1h',
    },
  })
  const clients: pg.Client[] = []

  async function connect(application: string) {
    const client = new pg.Client({ connectionString: server.url, application_name: application })
    client.on('error', () => {})
    clients.push(client)
    await client.connect()
    return client
  }

  async function locks() {
    const env = { env: { DATABASE_URL: server.url } }
    const [json, text] = await Promise.all([
      runCli(['locks', '--json'], env),
      runCli(['locks'], env),
    ])
    return {
      objects: json.objects.filter(({ type }) => type === 'session'),
      view: json.objects.at(-1),
      text: text.stdout,
    }
  }

  /** Waits until this many sessions are waiting for locks. */
  async function untilWaiting(waiting: number): Promise<void> {
    const watcher = await connect('watcher')
    for (;;) {
      const { rowCount } = await watcher.query(
        `select from pg_stat_activity where wait_event_type = 'Lock'`,
      )
      if (rowCount === waiting) return
      await sleep(20)
    }
  }

  /** Runs `locks` once this many sessions are waiting for locks. */
  async function locksOnceWaiting(waiting: number) {
    await untilWaiting(waiting)
    return locks()
  }

  async function stop() {
    await Promise.all(clients.map((client) => client.end().catch(() => {})))
    await server.stop()
  }

  const admin = await connect('setup')
  await admin.query(
    'create table t (id int primary key, n int); insert into t values (1, 0), (2, 0)',
  )
  return { connect, locks, locksOnceWaiting, stop, untilWaiting }
}

export type WaitingServer = Awaited<ReturnType<typeof startWaitingServer>>
