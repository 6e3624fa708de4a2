import { CliError } from '../errors.js'
import type { Address } from './address.js'
import type { Connection } from './connection.js'
import { connectToFirst } from './first-host.js'
import { noSlotLeft, serverError } from './server-error.js'
import type { ServerFacts } from './server-facts.js'
import { decodeRow } from './decode-row.js'

/** One server. The connection is made when it is needed, and made again after it was lost. */
export class Server {
  #address: Address
  #connection: Connection | undefined
  #facts: ServerFacts | undefined

  constructor(address: Address) {
    this.#address = address
  }

  /** The host of the connection that stands, or stood last. */
  get name(): string {
    return this.#connection?.host.name ?? this.#address.name
  }

  /** Which server and database a connection leads to. */
  get place(): string | undefined {
    const { host, port, database } = this.#connection?.host.config ?? {}
    return host && `${host} ${port} ${database ?? ''}`
  }

  /** The facts of the connection that stands, or stood last. */
  get facts(): ServerFacts | undefined {
    return this.#facts
  }

  get isConnected(): boolean {
    return this.#connection?.isOpen === true
  }

  /** Connects, unless it is connected. */
  async connect(): Promise<ServerFacts> {
    return (await this.#open()).facts
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

  /** From now on only the host of this connection will do: what it counted is compared with what it will count. */
  stay(): void {
    const { host } = this.#connection ?? {}
    if (host !== undefined) this.#address = { ...this.#address, hosts: [host] }
  }

  /** Runs one reading statement with a timeout in milliseconds. */
  async read<Row>(sql: string, timeout: number): Promise<Row[]> {
    const { connection, facts } = await this.#open()
    try {
      const rows = await connection.run<Row>(sql, timeout)
      return facts.isUtf8 ? rows : rows.map((row) => decodeRow(row, facts))
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
    if (this.#connection?.isOpen && this.#facts)
      return { connection: this.#connection, facts: this.#facts }
    const found = await connectToFirst(this.#address)
    this.#connection = found.connection
    this.#facts = found.facts
    return found
  }
}
