import { CliError } from '../errors.js'

interface Cause {
  readonly code?: string
  readonly message: string
}

/** The server has no connection left for us. */
export const noSlotLeft = 'SQLTRACE_NO_SLOT'

/** What went wrong with the server `name`, in one sentence with a remedy. */
export function serverError(name: string, error: unknown): CliError {
  if (error instanceof CliError) return error
  const cause: Cause =
    error instanceof AggregateError ? (error.errors[0] as Cause) : (error as Cause)
  const code = cause.code ?? ''
  const say = (kind: string, message: string) =>
    new CliError(kind, `${name}: ${message}`, { cause: error })
  const known = sentences[code] ?? sentences[code.slice(0, 2)]
  if (known !== undefined) return say(known.kind, known.message)
  if (/timeout expired/.test(cause.message)) return say('SQLTRACE_CONNECT_TIMEOUT', silent)
  if (/password must be a/.test(cause.message)) return say('SQLTRACE_PASSWORD', noPassword)
  if (/does not support SSL/.test(cause.message)) return say('SQLTRACE_TLS', noTls)
  if (/terminated|ended|closed/i.test(cause.message)) return say('SQLTRACE_LOST', lost)
  if (/certificate|self-signed|altname/i.test(`${code} ${cause.message}`)) {
    return say('SQLTRACE_CERTIFICATE', badCertificate)
  }
  return say(
    'SQLTRACE_SERVER',
    `${cause.message}${code && ` (${code})`}; run again with --sql to see what was asked.`,
  )
}

const lost = 'the connection was lost; look whether the server runs, and run again.'
const silent = 'no answer within 3 s; check host, port and firewall.'
const noPassword = 'a password is needed; set PGPASSWORD or a line in ~/.pgpass.'
const noTls = 'the server offers no TLS; set sslmode=prefer if a plain connection is acceptable.'
const badCertificate =
  "the server's certificate can't be verified; set sslrootcert to its root, or use the host name that it is made for."

const sentences: Readonly<Record<string, { readonly kind: string; readonly message: string }>> = {
  ECONNREFUSED: {
    kind: 'SQLTRACE_REFUSED',
    message: 'nobody listens there; check host and port, or set DATABASE_URL.',
  },
  ENOENT: {
    kind: 'SQLTRACE_REFUSED',
    message: 'there is no such socket; check PGHOST and PGPORT, or set DATABASE_URL.',
  },
  ENOTFOUND: {
    kind: 'SQLTRACE_HOST',
    message: 'the host name is unknown; check it, or the DNS server.',
  },
  EAI_AGAIN: {
    kind: 'SQLTRACE_HOST',
    message: 'the DNS server does not answer; give the host as an IP address.',
  },
  ETIMEDOUT: { kind: 'SQLTRACE_CONNECT_TIMEOUT', message: silent },
  ECONNRESET: { kind: 'SQLTRACE_LOST', message: lost },
  EPIPE: { kind: 'SQLTRACE_LOST', message: lost },
  '08': { kind: 'SQLTRACE_LOST', message: lost },
  '28P01': {
    kind: 'SQLTRACE_PASSWORD',
    message: 'the password is wrong; set PGPASSWORD or a line in ~/.pgpass.',
  },
  '28': {
    kind: 'SQLTRACE_LOGIN',
    message: 'the server does not let this user in from here; check the user name and pg_hba.conf.',
  },
  '3D000': { kind: 'SQLTRACE_DATABASE', message: 'there is no such database; set PGDATABASE.' },
  '42501': {
    kind: 'SQLTRACE_RIGHTS',
    message: 'this user may not read the statistics; grant pg_read_all_stats to it.',
  },
  '53300': {
    kind: noSlotLeft,
    message:
      'no connection slot is free; connect as a superuser or a role with pg_use_reserved_connections, go through the pooler, or end an idle session.',
  },
  '57014': {
    kind: 'SQLTRACE_TIMEOUT',
    message: 'the server took too long to answer; it is busy, try again.',
  },
  '57P01': { kind: 'SQLTRACE_LOST', message: lost },
  '57P03': {
    kind: 'SQLTRACE_STARTING',
    message: 'the server is starting or stopping; try again in a moment.',
  },
}
