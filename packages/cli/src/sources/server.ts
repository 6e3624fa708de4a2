import { Socket } from 'node:net'
import pg, { type Client, type QueryResult } from 'pg'
import type { Address } from './address.js'
import { factsSql, inTransaction } from './sql.js'
import { noSlotLeft, serverError } from './server-error.js'
import { CliError } from '../errors.js'

/** What a server says of itself when the connection is made. */
export interface ServerFacts {
  /** The major version. */
  readonly version: number
  readonly role: 'writer' | 'reader'
  /** Whether this user sees the statements of others. */
  readonly seesAll: boolean
  /** `track_activity_query_size`: longer texts are cut off. */
  readonly textSize: number
  /** `track_activities`: whether it shows what sessions do. */
  readonly tracksActivities: boolean
}

interface FactsRow {
  readonly version: number
  readonly is_replica: boolean
  readonly sees_all: boolean
  readonly text_size: number
  readonly tracks: boolean
}

const connectTimeout = 3000
/** A server that is reachable but hangs never answers: then the socket is given up. */
const graceOfNetwork = 1500

/** One connection to one server. It is made when it is needed, and made again after it was lost. */
export class Server {
  readonly name: string
  readonly #address: Address
  #client: Client | undefined
  #facts: ServerFacts | undefined
  #socket: Socket | undefined

  constructor(address: Address) {
    this.name = address.name
    this.#address = address
  }

  /** The facts of the connection that stands, or stood last. */
  get facts(): ServerFacts | undefined {
    return this.#facts
  }

  get isConnected(): boolean {
    return this.#client !== undefined
  }

  /** Connects, unless it is connected. */
  async connect(): Promise<ServerFacts> {
    if (this.#client !== undefined && this.#facts !== undefined) return this.#facts
    try {
      this.#client = await this.#open()
      this.#facts = toFacts(await this.#run<FactsRow>(factsSql, 500))
      return this.#facts
    } catch (error) {
      this.#drop()
      throw serverError(this.name, error)
    }
  }

  /** Connects; while no slot is free it says so once and tries again until `deadline`. */
  async connectPatiently(deadline: number, say: (message: string) => void): Promise<ServerFacts> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.connect()
      } catch (error) {
        const isFull = error instanceof CliError && error.code === noSlotLeft
        if (!isFull || Date.now() > deadline) throw error
        if (attempt === 0) say(`${error.message} Trying again.`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  /** Runs one reading statement with a timeout in milliseconds. */
  async read<Row>(sql: string, timeout: number): Promise<Row[]> {
    await this.connect()
    try {
      return await this.#run<Row>(sql, timeout)
    } catch (error) {
      await this.#recover(error)
      throw serverError(this.name, error)
    }
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    const patience = setTimeout(() => this.#socket?.destroy(), 500)
    await client?.end().catch(() => undefined)
    clearTimeout(patience)
  }

  async #open(): Promise<Client> {
    let failure: unknown
    for (const ssl of this.#address.ssl) {
      const client = this.#newClient(ssl)
      try {
        await client.connect()
        return client
      } catch (error) {
        failure = error
        this.#socket?.destroy()
        if (!isAboutTls(error)) break
      }
    }
    throw failure
  }

  #newClient(ssl: Address['ssl'][number]): Client {
    const socket = new Socket()
    this.#socket = socket
    const client = new pg.Client({
      connectionTimeoutMillis: connectTimeout,
      ...this.#address.config,
      ssl: ssl && { servername: this.#address.tlsName, ...ssl },
      application_name: 'sqltrace',
      // Texts of other databases may be in any encoding: with this one the server converts nothing.
      client_encoding: 'SQL_ASCII',
      keepAlive: true,
      stream: () => socket,
    })
    client.on('error', () => this.#forget(client))
    client.on('end', () => this.#forget(client))
    return client
  }

  async #run<Row>(sql: string, timeout: number): Promise<Row[]> {
    const client = this.#client
    if (client === undefined) throw new Error('Connection terminated')
    const patience = setTimeout(() => this.#socket?.destroy(), timeout + graceOfNetwork)
    try {
      const [before, after] = inTransaction(sql, timeout)
      await client.query(before)
      const results = (await client.query(after)) as unknown as QueryResult[]
      return (results[0]?.rows ?? []) as Row[]
    } finally {
      clearTimeout(patience)
    }
  }

  /** After an error of the server the connection is still good, once the transaction is ended. */
  async #recover(error: unknown): Promise<void> {
    if (this.#client !== undefined && error instanceof pg.DatabaseError)
      await this.#client.query('rollback').catch(() => this.#drop())
    else this.#drop()
  }

  #forget(client: Client): void {
    if (this.#client === client) this.#client = undefined
  }

  #drop(): void {
    this.#client = undefined
    this.#socket?.destroy()
  }
}

/** libpq tries the other kind of connection when TLS failed or pg_hba.conf asks for it. */
function isAboutTls(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    code === '28000' || code.startsWith('ERR_SSL') || /does not support SSL|TLS|SSL/.test(message)
  )
}

function toFacts([row]: readonly FactsRow[]): ServerFacts {
  if (row === undefined) throw new Error('The server did not describe itself.')
  return {
    version: Math.trunc(row.version / 10_000),
    role: row.is_replica ? 'reader' : 'writer',
    seesAll: row.sees_all,
    textSize: row.text_size,
    tracksActivities: row.tracks,
  }
}
