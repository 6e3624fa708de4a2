import { Socket } from 'node:net'
import pg, { type Client, type QueryResult } from 'pg'
import type { Address } from './address.js'
import { toFacts, type FactsRow, type ServerFacts } from './server-facts.js'
import { encodingsSql, factsSql, inTransaction } from './sql.js'
import { isPassing, serverError } from './server-error.js'
import { decodeRows } from './decode-rows.js'

interface EncodingRow {
  readonly datid: number
  readonly encoding: string
}

const connectTimeout = 3000
/** A standby may be promoted and a setting changed while it is watched. */
const factsAge = 2000
/** A server that is reachable but hangs never answers: then the socket is given up. */
const graceOfNetwork = 1500

/** One connection to one server. It is made when it is needed, and made again after it was lost. */
export class Server {
  readonly name: string
  readonly #address: Address
  #client: Client | undefined
  #facts: ServerFacts | undefined
  #factsAt = 0
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
    if (this.#client !== undefined && this.#facts !== undefined)
      return this.#freshFacts(this.#facts)
    try {
      this.#client = await this.#open()
      const facts = await this.#run<FactsRow>(factsSql, 500)
      return this.#remember(toFacts(facts, await this.#readEncodings()))
    } catch (error) {
      this.#drop()
      throw serverError(this.name, error)
    }
  }

  /** Connects; while no slot is free, or the server is not up yet, it says so once and tries again until `deadline`. */
  async connectPatiently(deadline: number, say: (message: string) => void): Promise<ServerFacts> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.connect()
      } catch (error) {
        if (!isPassing(error) || Date.now() > deadline) throw error
        if (attempt === 0) say(`${(error as Error).message} Trying again.`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  /** Runs one reading statement with a timeout in milliseconds. */
  async read<Row>(sql: string, timeout: number): Promise<Row[]> {
    await this.connect()
    try {
      const rows = await this.#run<Row>(sql, timeout)
      return this.#facts?.isUtf8 === false ? decodeRows(rows, this.#facts) : rows
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

  /** Where the catalog can't be read all texts are taken for UTF-8. */
  async #readEncodings(): Promise<Map<number, string>> {
    const rows = await this.#run<EncodingRow>(encodingsSql, 500).catch(async (error: unknown) => {
      await this.#recover(error)
      return []
    })
    return new Map(rows.map(({ datid, encoding }) => [datid, encoding]))
  }

  /** A server that is too busy to tell is still the one that it was. */
  async #freshFacts(facts: ServerFacts): Promise<ServerFacts> {
    if (Date.now() - this.#factsAt < factsAge) return facts
    try {
      return this.#remember(toFacts(await this.#run<FactsRow>(factsSql, 500), facts.encodings))
    } catch (error) {
      await this.#recover(error)
      return this.#remember(facts)
    }
  }

  #remember(facts: ServerFacts): ServerFacts {
    this.#facts = facts
    this.#factsAt = Date.now()
    return facts
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
      const [before, after] = inTransaction(sql, timeout, this.#facts?.encoding)
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
