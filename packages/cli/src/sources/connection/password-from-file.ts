import { createReadStream, type ReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { isSocketFolder } from './default-host.js'

/** The fields that select a line of the password file. */
export interface Login {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

/** The package has no types, and its main function only takes the file from the environment. */
interface PgPass {
  getFileName(env: NodeJS.ProcessEnv): string
  usePgPass(stats: Stats, file: string): boolean
  getPassword(
    login: Login,
    stream: ReadStream,
    answer: (password: string | undefined) => void,
  ): void
}

/** The password in `file`, by default PGPASSFILE or `~/.pgpass`; `undefined` if it has none. */
export async function passwordFromFile(login: Login, file?: string): Promise<string | undefined> {
  const pgpass = createRequire(import.meta.url)('pgpass/lib/helper.js') as PgPass
  const path = file ?? pgpass.getFileName(process.env)
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined || !pgpass.usePgPass(stats, path)) return undefined
  // https://www.postgresql.org/docs/current/libpq-pgpass.html: a socket in a default folder counts as localhost.
  const host = isSocketFolder(login.host) ? 'localhost' : login.host
  return new Promise((answer) =>
    pgpass.getPassword({ ...login, host }, createReadStream(path), answer),
  )
}
