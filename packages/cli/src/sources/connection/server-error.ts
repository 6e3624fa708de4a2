import { CliError } from '../../model/cli-error.js'
import type { Host } from './hosts-of.js'
import { poolerRemedy } from './pooler-remedy.js'
import {
  answers,
  connectionLost,
  noSlotLeft,
  unreached,
  type Sentence,
} from './server-sentences.js'

interface Cause {
  readonly code?: string
  readonly message: string
  readonly detail?: string
  /** Only set if the server sent the error. */
  readonly severity?: string
}

const starting = 'SQLTRACE_STARTING'

/** Whether a retry may succeed soon: no connection slot is free, or the server is still starting. */
export function isTransient(error: unknown): boolean {
  return error instanceof CliError && (error.code === noSlotLeft || error.code === starting)
}

/** An error of one host: a sentence that includes a fix. */
export class HostError extends CliError {
  readonly host: string
  readonly sentence: string

  constructor(host: string, { kind, message }: Sentence, options: ErrorOptions = {}) {
    super(kind, `${host}: ${message}`, options)
    this.host = host
    this.sentence = message
  }
}

/** A connection that stopped responding. */
export class NoAnswer extends Error {
  constructor(milliseconds: number) {
    super(`connected, but no answer within ${milliseconds / 1000} s`)
  }
}

/** The error of a host; the server's own message comes first. */
export function serverError(host: Pick<Host, 'name' | 'config'>, error: unknown): HostError {
  const cause = causeOf(error)
  const code = cause.code ?? ''
  const sentence =
    cause.severity === undefined
      ? (unreached[code] ?? ofClient(cause, host.config.connectionTimeoutMillis))
      : ofServer(code, cause)
  return new HostError(host.name, sentence, { cause: error })
}

/** One error for a list of hosts, one line per distinct error; its code is that of the last host. */
export function mergeErrors(errors: readonly HostError[]): CliError {
  const [first] = errors
  if (first !== undefined && errors.length === 1) return first
  const bySentence = new Map<string, string[]>()
  for (const { host, sentence } of errors)
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), host])
  const lines = [...bySentence].map(([sentence, hosts]) => `${hosts.join(', ')}: ${sentence}`)
  return new CliError(errors.at(-1)?.code ?? '', lines.join('\n'), { cause: errors })
}

/** Whether libpq stops trying further hosts: when a running server refuses, or TLS or its certificate fails. */
export function endsSearch(error: unknown): boolean {
  const { severity, code = '', message } = causeOf(error)
  if (severity !== undefined) return code !== '57P03'
  return isAboutTls(error) || isAboutCertificate(code, message) || isAboutPassword(message)
}

/** libpq tries the other kind of connection if TLS failed or pg_hba.conf demands it. */
export function isAboutTls(error: unknown): boolean {
  const { code = '', message } = causeOf(error)
  return (
    code === '28000' || code.startsWith('ERR_SSL') || /does not support SSL|TLS|SSL/.test(message)
  )
}

/** Whether connecting timed out. */
export function isTimeout(error: unknown): boolean {
  return /timeout expired/.test((error as Error).message)
}

/** A name with several addresses has an error for each; the first ones are abandoned early. */
function causeOf(error: unknown): Cause {
  if (!(error instanceof AggregateError)) return error as Cause
  const errors = error.errors as Cause[]
  return errors.find(({ code }) => code !== 'ETIMEDOUT') ?? (errors[0] as Cause)
}

/** Source of the codes: PostgreSQL manual, "PostgreSQL Error Codes". PgBouncer refuses everything with 08P01. */
function ofServer(code: string, { message, detail = '' }: Cause): Sentence {
  const said = message.replace(/[.;\s]+$/, '').replaceAll(/\s+/g, ' ')
  if (code === '57P03') return notUp(said, detail)
  const pooler = code === '08P01' ? poolerRemedy(said) : undefined
  if (pooler !== undefined) return { kind: 'SQLTRACE_POOLER', message: `${said}; ${pooler}` }
  const known = answers[code] ?? answers[code.slice(0, 2)]
  return known === undefined
    ? unexpected(`${said} (${code})`)
    : { kind: known.kind, message: `${said}; ${known.message}` }
}

/** A server that is starting, recovering from a crash or shutting down, or a standby that takes no queries. */
function notUp(said: string, detail: string): Sentence {
  const text = detail === '' ? said : `${said} (${detail.replace(/\.$/, '')})`
  return /hot standby mode is disabled/i.test(detail)
    ? { kind: 'SQLTRACE_NO_HOT_STANDBY', message: `${text}; set hot_standby = on and restart it.` }
    : {
        kind: /shutting down/i.test(said) ? 'SQLTRACE_STOPPING' : starting,
        message: `${text}; try again in a moment.`,
      }
}

function ofClient(cause: Cause, timeout: number): Sentence {
  const { message, code = '' } = cause
  if (cause instanceof NoAnswer)
    return { kind: 'SQLTRACE_NO_ANSWER', message: `${message}; ${overloaded}` }
  if (isTimeout(cause)) return { kind: 'SQLTRACE_CONNECT_TIMEOUT', message: silentFor(timeout) }
  if (isAboutPassword(message)) return { kind: 'SQLTRACE_PASSWORD', message: noPassword }
  if (/does not support SSL/.test(message)) return { kind: 'SQLTRACE_TLS', message: noTls }
  if (/terminated|ended|closed/i.test(message))
    return { kind: 'SQLTRACE_LOST', message: connectionLost }
  if (isAboutCertificate(code, message))
    return { kind: 'SQLTRACE_CERTIFICATE', message: badCertificate }
  return unexpected(`${message}${code && ` (${code})`}`)
}

function isAboutCertificate(code: string, message: string): boolean {
  return /certificate|self-signed|altname/i.test(`${code} ${message}`)
}

function isAboutPassword(message: string): boolean {
  return /password must be a/.test(message)
}

function unexpected(said: string): Sentence {
  return { kind: 'SQLTRACE_SERVER', message: `${said}; run again with --sql to see the query.` }
}

function silentFor(milliseconds: number): string {
  return `no answer within ${milliseconds / 1000} s; check the host, the port and the firewall.`
}

const overloaded =
  'the server may hang, or its pooler may have no free connection to it; try again.'
const noPassword = 'password required; set PGPASSWORD or add a line to ~/.pgpass.'
const noTls =
  'the server does not offer TLS; set sslmode=prefer if an unencrypted connection is acceptable.'
const badCertificate =
  "the server's certificate can't be verified; set sslrootcert to its root certificate, or use the host name it was issued for."
