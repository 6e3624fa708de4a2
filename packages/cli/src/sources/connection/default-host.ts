import { existsSync } from 'node:fs'

/** Where libpq looks for a server of this machine: Debian's builds and PostgreSQL's own differ. */
const socketFolders = ['/var/run/postgresql', '/tmp']

/** The host that libpq takes where none is given: a socket comes first. */
export function defaultHost(port: number): string {
  return socketFolders.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost'
}

/** Whether libpq would look there by itself. */
export function isSocketFolder(host: string): boolean {
  return socketFolders.includes(host)
}
