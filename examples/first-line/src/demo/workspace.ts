import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Closing } from './closing.js'
import { seed, type SchoolSize } from './seed.js'

/** The demo's own schema on a server, with the school's data. */
export interface Workspace {
  readonly console: Client
  /** The app's URL: its search path is the schema, its application name is `applicationName`. */
  readonly url: string
  readonly applicationName: string
  readonly size: SchoolSize
}

/** Creates the schema; `closing` ends the sessions that use it and drops it. */
export async function createWorkspace(serverUrl: string, closing: Closing): Promise<Workspace> {
  const name = `sqltrace_demo_${randomBytes(4).toString('hex')}`
  const client = new Client({ connectionString: serverUrl, application_name: 'sqltrace demo' })
  client.on('error', () => {}) // If the server goes away, the next query reports it.
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

/** Ends the app's sessions first: the slow statement's locks would block the drop. */
async function drop(client: Client, name: string): Promise<void> {
  const terminate =
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1'
  await client.query(terminate, [name])
  await client.query(`drop schema if exists ${name} cascade`)
}
