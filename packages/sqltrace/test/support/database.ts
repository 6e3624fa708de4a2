import { startPostgres, statements, untilIdle } from '@sqltrace/testing'
import type { Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll } from 'vitest'

/** A server that logs what it receives, for one test file. */
export interface Database {
  readonly url: string
  /** The texts that the server received while `fn` ran. */
  sent(fn: () => unknown): Promise<string[]>
}

/** Starts the server before the tests of a file and ends it after them. */
export function useDatabase(settings: Readonly<Record<string, string>> = {}): Database {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres({ settings: { log_statement: 'all', ...settings } })
  })
  afterAll(async () => {
    await untilIdle(server.url)
    await server.stop()
  })
  const received = () => statements(() => server.readLog())
  return {
    get url() {
      return server.url
    },
    async sent(fn) {
      const before = (await received()).length
      await fn()
      return (await received()).slice(before).map(({ text }) => text)
    },
  }
}
