import { Socket } from 'node:net'
import pg, { type Client, type QueryResult } from 'pg'
import type { Host } from './hosts-of.js'
import { encodingsSql, factsSql, inTransaction } from './dialect.js'
import { isAboutTls, isTimeout, NoAnswer } from './server-error.js'
import { type EncodingRow, type FactsRow, type ServerFacts, toFacts } from './server-facts.js'

/** A server that is reachable but hangs never answers: then the socket is given up. */
const graceOfNetwork = 1500

/** A connection to one host. */
export class Connection {
  readonly host: Host
  readonly #client: Client
  readonly #socket = new Socket()
  #isOpen = true
  /** Of the database. */
  #encoding: string | undefined
  /** Whether somebody took the connection. */
  #isReached = false

  /** Connects, with TLS or without, as `sslmode` allows. */
  static async open(host: Host): Promise<Connection> {
    let failure: unknown
    for (const ssl of host.ssl) {
      const connection = new Connection(host, ssl)
      try {
        await connection.#client.connect()
        return connection
      } catch (error) {
        const isSilent = connection.#isReached && isTimeout(error)
        failure = isSilent ? new NoAnswer(host.config.connectionTimeoutMillis) : error
        connection.drop()
        if (!isAboutTls(error)) break
      }
    }
    throw failure
  }

  private constructor(host: Host, ssl: Host['ssl'][number]) {
    this.host = host
    this.#client = new pg.Client({
      ...host.config,
      ssl,
      application_name: 'sqltrace',
      keepAlive: true,
      stream: () => this.#socket,
    })
    this.#socket.once('connect', () => (this.#isReached = true))
    this.#client.on('error', () => (this.#isOpen = false))
    this.#client.on('end', () => (this.#isOpen = false))
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Asks the server who it is. */
  async facts(): Promise<ServerFacts> {
    const rows = await this.run<FactsRow>(factsSql, 500)
    this.#encoding = rows[0]?.encoding
    return toFacts(rows, await this.#encodings())
  }

  /** Asks again; the encodings of databases stay. */
  async freshFacts({ encodings }: ServerFacts): Promise<ServerFacts> {
    return toFacts(await this.run<FactsRow>(factsSql, 500), encodings)
  }

  /** Where the catalog can't be read all texts are taken for UTF-8. */
  async #encodings(): Promise<ReadonlyMap<number, string>> {
    const rows = await this.run<EncodingRow>(encodingsSql, 500).catch(async (error: unknown) => {
      await this.recover(error)
      return []
    })
    return new Map(rows.map(({ datid, encoding }) => [datid, encoding]))
  }

  /** Runs one reading statement with a timeout in milliseconds. */
  async run<Row>(sql: string, timeout: number): Promise<Row[]> {
    const limit = timeout + graceOfNetwork
    let isLate = false
    const patience = setTimeout(() => {
      isLate = true
      this.drop()
    }, limit)
    try {
      const [before, after] = inTransaction(sql, timeout, this.#encoding)
      await this.#client.query(before)
      const results = (await this.#client.query(after)) as unknown as QueryResult[]
      return (results[0]?.rows ?? []) as Row[]
    } catch (error) {
      throw isLate ? new NoAnswer(limit) : error
    } finally {
      clearTimeout(patience)
    }
  }

  /** After an error of the server the connection is still good, once the transaction is ended. */
  async recover(error: unknown): Promise<void> {
    if (this.#isOpen && error instanceof pg.DatabaseError)
      await this.#client.query('rollback').catch(() => this.drop())
    else this.drop()
  }

  /** Ends the connection politely. */
  async close(): Promise<void> {
    this.#isOpen = false
    const patience = setTimeout(() => this.#socket.destroy(), 500)
    await this.#client.end().catch(() => undefined)
    clearTimeout(patience)
  }

  /** Ends the connection at once. */
  drop(): void {
    this.#isOpen = false
    this.#socket.destroy()
  }
}
