import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Account } from './account.js'
import { end, launch, type ServerFiles } from './launch.js'
import { dismiss } from './start-watchdog.js'

/** The parts of a running server. */
export interface PostgresParts {
  readonly files: ServerFiles
  readonly account: Account
  readonly watchdog: ChildProcess
  readonly port: number
  readonly server: ChildProcess
}

/** A running PostgreSQL on 127.0.0.1: superuser `postgres`, no password. */
export class Postgres {
  readonly host = '127.0.0.1'
  readonly port: number
  readonly url: string
  readonly dataFolder: string
  readonly logFile: string
  readonly #parts: PostgresParts
  #server: ChildProcess

  constructor(parts: PostgresParts) {
    this.port = parts.port
    this.url = `postgres://postgres@${this.host}:${this.port}/postgres`
    this.dataFolder = parts.files.data
    this.logFile = parts.files.log
    this.#parts = parts
    this.#server = parts.server
  }

  /** The process id of the postmaster. */
  get pid(): number {
    return this.#server.pid as number
  }

  /** The variables by which libpq and pg find it. */
  get environment(): Record<'PGHOST' | 'PGPORT' | 'PGUSER' | 'PGDATABASE', string> {
    return {
      PGHOST: this.host,
      PGPORT: String(this.port),
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
    }
  }

  /** Everything that the server has logged. */
  readLog(): Promise<string> {
    return readFile(this.logFile, 'utf8')
  }

  /** Shuts down as an administrator would, and removes the folder. */
  async stop(): Promise<void> {
    await end(this.#server, 'SIGINT')
    await dismiss(this.#parts.watchdog)
  }

  /** Kills the server without warning; `restart` brings it back. */
  kill(): Promise<void> {
    return end(this.#server, 'SIGKILL')
  }

  /** Shuts down and starts again on the same port with the same data; `whileDown` runs in between. */
  async restart(whileDown?: () => Promise<unknown>): Promise<void> {
    await end(this.#server, 'SIGINT')
    await whileDown?.()
    const server = await launch(this.#parts.files, this.port, this.#parts.account)
    if (server === undefined) throw new Error(`Port ${this.port} was taken during the restart.`)
    this.#server = server
  }
}
