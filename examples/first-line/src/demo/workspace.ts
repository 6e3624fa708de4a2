import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Closing } from './closing.js'
import { seed, type SchoolSize } from './seed.js'

/** A schema of the demo's own on a server, filled with the school. */
export interface Workspace {
  readonly console: Client
  /** For the app: its statements find the schema, its connections carry `applicationName`. */
  readonly url: string
  readonly applicationName: string
  readonly size: SchoolSize
}

/** Creates the schema; `closing` ends whoever still works in it and drops it. */
export async function createWorkspace(serverUrl: string, closing: Closing): Promise<Workspace> {
  const name = `sqltrace_demo_${randomBytes(4).toString('hex')}`
  const client = new Client({ connectionString: serverUrl, application_name: 'sqltrace demo' })
  client.on('error', () => {}) // A server that goes away is reported by the query that needs it.
  closing.add(() => client.end())
  await client.connect()
  closing.add(() => drop(client, name))
  await client.query(`create schema ${name}; set search_path to ${name}`)
  const size = await seed(client)
  return { console: client, url: within(serverUrl, name), applicationName: name, size }
}

function within(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  const options = url.searchParams.get('options') ?? ''
  url.searchParams.set('options', `${options} -c search_path=${name}`.trim())
  url.searchParams.set('application_name', name)
  return url.href
}

/** The slow statement holds locks that the drop would wait for. */
async function drop(client: Client, name: string): Promise<void> {
  const terminate =
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1'
  await client.query(terminate, [name])
  await client.query(`drop schema if exists ${name} cascade`)
}
