import { usageError } from '../../model/cli-error.js'

const shape = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?@]*)(?:\/([^?@]*))?(?:\?([^@]*))?$/s
const element = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/

/** Reads libpq's connection URIs, including lists of hosts: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
export function readUrl(url: string): Record<string, string> {
  const [whole, login = '', list = '', database = '', query = ''] = shape.exec(url) ?? []
  if (whole === undefined) throw badUrl()
  try {
    const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(login) ?? []
    const parts = { user, password, dbname: database }
    return { ...decoded({ ...parts, ...readList(list) }), ...readQuery(query) }
  } catch {
    throw badUrl()
  }
}

/** Ports in the address belong to its hosts, so with several hosts PGPORT is ignored. */
function readList(list: string): { host: string; port: string } {
  const pairs = list.split(',').map((one) => {
    const [whole, inBrackets, bare, port = ''] = element.exec(one) ?? []
    if (whole === undefined) throw badUrl()
    return { host: inBrackets ?? bare ?? '', port }
  })
  return {
    host: pairs.map(({ host }) => host).join(),
    port: pairs.map(({ port }) => port).join(),
  }
}

/** A plus sign is not a blank, as in libpq. */
function readQuery(query: string): Record<string, string> {
  const pairs = query.split('&').filter(Boolean)
  const { ssl, ...parameters } = Object.fromEntries(pairs.map(readPair))
  return ssl === 'true' ? { sslmode: 'require', ...parameters } : parameters
}

function readPair(pair: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
  if (key === undefined || value === undefined) throw badUrl()
  return [decodeURIComponent(key), decodeURIComponent(value)]
}

/** Drops empty parts, which other sources may provide. */
function decoded(parts: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(parts).filter(([, value]) => value !== '')
  return Object.fromEntries(given.map(([key, value]) => [key, decodeURIComponent(value)]))
}

/** The message does not repeat the address, which may contain a password. */
function badUrl(): Error {
  return usageError(
    'Not a server address; write postgres://user@host:5432/database, and percent-encode / @ : ? # in a password.',
  )
}
