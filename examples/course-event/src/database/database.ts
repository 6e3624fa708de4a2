import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { traced } from 'sqltrace'
import { configuration } from '../configuration.js'
import type { Platform } from './schema.js'

/** With less a pool does not come back when a server falls silent; see the README. */
const recovery = { connectionTimeoutMillis: 5000, query_timeout: 30_000, maxLifetimeSeconds: 60 }

/** Where everything is written. */
export const writer = open(configuration.writer, 'writer')

const readers = configuration.readers.map((url) => open(url, 'reader'))
let turn = 0

/** One of the readers, each in turn. */
export function reader(): Kysely<Platform> {
  turn = (turn + 1) % readers.length
  return readers[turn] ?? writer
}

/** Closes all connections. */
export async function closeDatabases(): Promise<void> {
  await Promise.all([writer, ...readers].map((database) => database.destroy()))
}

function open(connectionString: string, role: 'writer' | 'reader'): Kysely<Platform> {
  const pool = new pg.Pool({ connectionString, max: 4, ...recovery })
  const complain = ({ message }: Error) => console.error(`The ${role} is lost: ${message}`)
  pool.on('error', complain).on('connect', (client) => client.on('error', complain))
  return traced(new Kysely<Platform>({ dialect: new PostgresDialect({ pool }) }), {
    application: 'courses',
    role,
    traceparent: true,
    callSite: { ignore: ['examples/course-event/src/database'] },
  })
}
