import { CliError } from '../errors.js'
import { poolerRemedy } from './pooler-remedy.js'

interface Cause {
  readonly code?: string
  readonly message: string
  readonly detail?: string
  /** Only what a server sends has one. */
  readonly severity?: string
}

const noSlotLeft = 'SQLTRACE_NO_SLOT'
const starting = 'SQLTRACE_STARTING'

/** Whether it may work in a moment: the server has no connection left for us, or it is not up yet. */
export function isPassing(error: unknown): boolean {
  return error instanceof CliError && (error.code === noSlotLeft || error.code === starting)
}

/** What went wrong with the server `name`, in one sentence with a remedy; what the server itself said comes first. */
export function serverError(name: string, error: unknown): CliError {
  if (error instanceof CliError) return error
  const cause: Cause =
    error instanceof AggregateError ? (error.errors[0] as Cause) : (error as Cause)
  const say = ({ kind, message }: Sentence) =>
    new CliError(kind, `${name}: ${message}`, { cause: error })
  const code = cause.code ?? ''
  if (cause.severity !== undefined) return say(ofServer(code, cause))
  return say(sentences[code] ?? ofClient(cause, code))
}

interface Sentence {
  readonly kind: string
  readonly message: string
}

/** Source of the codes: PostgreSQL manual, "PostgreSQL Error Codes". PgBouncer gives all its refusals 08P01. */
function ofServer(code: string, { message: said, detail = '' }: Cause): Sentence {
  if (code === '57P03') return notUp(said, detail)
  const pooler = code === '08P01' ? poolerRemedy(said) : undefined
  if (pooler !== undefined) return { kind: 'SQLTRACE_POOLER', message: `${said}; ${pooler}` }
  const known = answers[code] ?? answers[code.slice(0, 2)]
  return known === undefined
    ? {
        kind: 'SQLTRACE_SERVER',
        message: `${said} (${code}); run again with --sql to see the query.`,
      }
    : { kind: known.kind, message: `${said}; ${known.message}` }
}

/** A server that starts, replays after a crash, stops, or is a standby that takes no queries. */
function notUp(said: string, detail: string): Sentence {
  const text = detail === '' ? said : `${said} (${detail.replace(/\.$/, '')})`
  return /hot standby mode is disabled/i.test(detail)
    ? { kind: 'SQLTRACE_NO_HOT_STANDBY', message: `${text}; set hot_standby = on and restart it.` }
    : { kind: starting, message: `${text}; try again in a moment.` }
}

function ofClient({ message }: Cause, code: string): Sentence {
  if (/timeout expired/.test(message)) return { kind: 'SQLTRACE_CONNECT_TIMEOUT', message: silent }
  if (/password must be a/.test(message)) return { kind: 'SQLTRACE_PASSWORD', message: noPassword }
  if (/does not support SSL/.test(message)) return { kind: 'SQLTRACE_TLS', message: noTls }
  if (/terminated|ended|closed/i.test(message)) return { kind: 'SQLTRACE_LOST', message: lost }
  if (/certificate|self-signed|altname/i.test(`${code} ${message}`))
    return { kind: 'SQLTRACE_CERTIFICATE', message: badCertificate }
  return {
    kind: 'SQLTRACE_SERVER',
    message: `${message}${code && ` (${code})`}; run again with --sql to see the query.`,
  }
}

const lost = 'connection lost; check that the server is running, and try again.'
const silent = 'no answer within 3 s; check the host, the port and the firewall.'
const noPassword = 'password required; set PGPASSWORD or add a line to ~/.pgpass.'
const noTls =
  'the server does not offer TLS; set sslmode=prefer if an unencrypted connection is acceptable.'
const badCertificate =
  "the server's certificate can't be verified; set sslrootcert to its root certificate, or use the host name it was issued for."

/** Codes of Node.js: there was no server to answer. */
const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: {
    kind: 'SQLTRACE_REFUSED',
    message: 'connection refused; check that the server is running, or set DATABASE_URL.',
  },
  ENOENT: {
    kind: 'SQLTRACE_REFUSED',
    message: 'socket not found; check PGHOST and PGPORT, or set DATABASE_URL.',
  },
  ENOTFOUND: {
    kind: 'SQLTRACE_HOST',
    message: 'unknown host name; check the spelling, or your DNS.',
  },
  EAI_AGAIN: {
    kind: 'SQLTRACE_HOST',
    message: 'the DNS server does not answer; use an IP address as the host.',
  },
  ETIMEDOUT: { kind: 'SQLTRACE_CONNECT_TIMEOUT', message: silent },
  ECONNRESET: { kind: 'SQLTRACE_LOST', message: lost },
  EPIPE: { kind: 'SQLTRACE_LOST', message: lost },
}

/** What to do after a server's own sentence. */
const answers: Readonly<Record<string, Sentence>> = {
  '08': { kind: 'SQLTRACE_LOST', message: 'check that the server is running, and try again.' },
  '28P01': {
    kind: 'SQLTRACE_PASSWORD',
    message: 'set PGPASSWORD or add a line to ~/.pgpass.',
  },
  '28': {
    kind: 'SQLTRACE_LOGIN',
    message: 'check the user name and pg_hba.conf.',
  },
  '3D000': { kind: 'SQLTRACE_DATABASE', message: 'set PGDATABASE.' },
  '42501': {
    kind: 'SQLTRACE_RIGHTS',
    message: 'grant pg_monitor to this user, or the right that the server names.',
  },
  '40001': {
    kind: 'SQLTRACE_CONFLICT',
    message: 'replay on the standby had to go on; try again.',
  },
  '53300': {
    kind: noSlotLeft,
    message:
      'no connection slot is free; connect as a superuser or a role with pg_use_reserved_connections, go through the pooler, or end an idle session.',
  },
  '57014': {
    kind: 'SQLTRACE_TIMEOUT',
    message: 'the server took too long; it may be busy, so try again.',
  },
  '57P01': { kind: 'SQLTRACE_LOST', message: 'try again.' },
}
