import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { traced } from 'sqltrace'
import { configuration } from '../configuration.js'
import type { Platform } from './schema.js'

/** Without all of these, a pool does not recover from a server that falls silent; see the README. */
const recovery = { connectionTimeoutMillis: 5000, query_timeout: 30_000, maxLifetimeSeconds: 60 }

/** The database for all writes. */
export const writer = open(configuration.writer, 'writer')

const readers = configuration.readers.map((url) => open(url, 'reader'))
let turn = 0

/** The readers, in turn. */
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
  const complain = ({ message }: Error) =>
    console.error(`Lost the connection to the ${role}: ${message}`)
  pool.on('error', complain).on('connect', (client) => client.on('error', complain))
  return traced(new Kysely<Platform>({ dialect: new PostgresDialect({ pool }) }), {
    application: 'courses',
    role,
    traceparent: true,
    callSite: { ignore: ['examples/course-event/src/database'] },
  })
}
