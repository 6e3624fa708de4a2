import { createRequire } from 'node:module'

/** What a line of the file is looked up by. */
export interface Login {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

type Look = (login: Login, answer: (password: string | undefined) => void) => void

/** The password that `~/.pgpass` or `PGPASSFILE` has; `undefined` where it has none. */
export function passwordFromFile({
  host,
  port,
  database,
  user,
}: Login): Promise<string | undefined> {
  // The package has no types.
  const look = createRequire(import.meta.url)('pgpass') as Look
  // https://www.postgresql.org/docs/current/libpq-pgpass.html: a socket counts as localhost.
  const named = host.startsWith('/') ? 'localhost' : host
  return new Promise((resolve) => look({ host: named, port, database, user }, resolve))
}
