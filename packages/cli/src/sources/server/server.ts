import type { Address } from '../connection/address.js'
import type { Connection } from '../connection/connection.js'
import { decodeRows } from './decode-rows.js'
import { connectToFirst } from '../connection/connect-to-first.js'
import { isTransient, serverError } from '../connection/server-error.js'
import type { ServerFacts } from '../connection/server-facts.js'

/** Milliseconds until facts are read again: a standby may be promoted, or a setting changed. */
const factsAge = 2000

/** One server. It connects on demand, and reconnects after a connection was lost. */
export class Server {
  #address: Address
  #connection: Connection | undefined
  #facts: ServerFacts | undefined
  #factsAt = 0

  constructor(address: Address) {
    this.#address = address
  }

  /** The host of the current or last connection. */
  get name(): string {
    return this.#connection?.host.name ?? this.#address.name
  }

  /** The server and database of the current or last connection. */
  get place(): string | undefined {
    const { host, port, database } = this.#connection?.host.config ?? {}
    return host && `${host} ${port} ${database ?? ''}`
  }

  /** The facts of the current or last connection. */
  get facts(): ServerFacts | undefined {
    return this.#facts
  }

  get isConnected(): boolean {
    return this.#connection?.isOpen === true
  }

  /** Connects if necessary. */
  async connect(): Promise<ServerFacts> {
    return (await this.#open()).facts
  }

  /** Connects; while no slot is free or the server is still starting, it reports that once and retries until `deadline`. */
  async connectPatiently(
    deadline: number,
    report: (message: string) => void,
  ): Promise<ServerFacts> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.connect()
      } catch (error) {
        if (!isTransient(error) || Date.now() > deadline) throw error
        if (attempt === 0) report(`${(error as Error).message} Trying again.`)
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  /** From now on only connects to the current host, because its counters will be compared with later ones. */
  stay(): void {
    const { host } = this.#connection ?? {}
    if (host !== undefined) this.#address = { ...this.#address, hosts: [host] }
  }

  /** Runs one read-only statement with a timeout in milliseconds. */
  async read<Row>(sql: string, timeout: number): Promise<Row[]> {
    const { connection, facts } = await this.#open()
    try {
      const rows = await connection.run<Row>(sql, timeout)
      return facts.isUtf8 ? rows : decodeRows(rows, facts)
    } catch (error) {
      await connection.recover(error)
      throw serverError(connection.host, error)
    }
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    if (this.isConnected) await this.#connection?.close()
  }

  async #open(): Promise<{ connection: Connection; facts: ServerFacts }> {
    const connection = this.#connection
    if (connection?.isOpen && this.#facts)
      return { connection, facts: await this.#freshFacts(connection, this.#facts) }
    const found = await connectToFirst(this.#address)
    this.#connection = found.connection
    this.#remember(found.facts)
    return found
  }

  /** If the server is too busy to answer, the known facts are kept. */
  async #freshFacts(connection: Connection, facts: ServerFacts): Promise<ServerFacts> {
    if (Date.now() - this.#factsAt < factsAge) return facts
    try {
      return this.#remember(await connection.freshFacts(facts))
    } catch (error) {
      await connection.recover(error)
      return this.#remember(facts)
    }
  }

  #remember(facts: ServerFacts): ServerFacts {
    this.#facts = facts
    this.#factsAt = Date.now()
    return facts
  }
}
