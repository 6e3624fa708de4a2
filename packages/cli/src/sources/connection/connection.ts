import { Socket } from 'node:net'
import pg, { type Client, type QueryResult } from 'pg'
import type { Host } from './hosts-of.js'
import { encodingsSql, factsSql, inTransaction } from './dialect.js'
import { isAboutTls, isTimeout, NoAnswer } from './server-error.js'
import { type EncodingRow, type FactsRow, type ServerFacts, toFacts } from './server-facts.js'

/** Milliseconds beyond the statement timeout after which the socket is dropped: a server that hangs never answers. */
const networkGrace = 1500

/** A connection to one host. */
export class Connection {
  readonly host: Host
  readonly #client: Client
  readonly #socket = new Socket()
  #isOpen = true
  /** The encoding of the database. */
  #encoding: string | undefined
  /** Whether the TCP connection was established. */
  #isReached = false

  /** Connects with or without TLS, as `sslmode` allows. */
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

  /** Reads facts about the server. */
  async facts(): Promise<ServerFacts> {
    const rows = await this.run<FactsRow>(factsSql, 500)
    this.#encoding = rows[0]?.encoding
    return toFacts(rows, await this.#encodings())
  }

  /** Reads them again, except for the encodings of databases. */
  async freshFacts({ encodings }: ServerFacts): Promise<ServerFacts> {
    return toFacts(await this.run<FactsRow>(factsSql, 500), encodings)
  }

  /** If the catalog can't be read, all texts are assumed to be UTF-8. */
  async #encodings(): Promise<ReadonlyMap<number, string>> {
    const rows = await this.run<EncodingRow>(encodingsSql, 500).catch(async (error: unknown) => {
      await this.recover(error)
      return []
    })
    return new Map(rows.map(({ datid, encoding }) => [datid, encoding]))
  }

  /** Runs one read-only statement with a timeout in milliseconds. */
  async run<Row>(sql: string, timeout: number): Promise<Row[]> {
    const limit = timeout + networkGrace
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

  /** After a server error the connection remains usable once the transaction is rolled back. */
  async recover(error: unknown): Promise<void> {
    if (this.#isOpen && error instanceof pg.DatabaseError)
      await this.#client.query('rollback').catch(() => this.drop())
    else this.drop()
  }

  /** Closes the connection gracefully. */
  async close(): Promise<void> {
    this.#isOpen = false
    const patience = setTimeout(() => this.#socket.destroy(), 500)
    await this.#client.end().catch(() => undefined)
    clearTimeout(patience)
  }

  /** Drops the connection immediately. */
  drop(): void {
    this.#isOpen = false
    this.#socket.destroy()
  }
}
