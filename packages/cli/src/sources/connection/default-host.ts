import { existsSync } from 'node:fs'

/** Where libpq looks for a local server: Debian's builds and PostgreSQL's own differ. */
const socketFolders = ['/var/run/postgresql', '/tmp']

/** The host that libpq uses by default: a socket if there is one. */
export function defaultHost(port: number): string {
  return socketFolders.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost'
}

/** Whether libpq looks there by default. */
export function isSocketFolder(host: string): boolean {
  return socketFolders.includes(host)
}
