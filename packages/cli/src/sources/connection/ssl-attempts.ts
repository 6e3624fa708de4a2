import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { CliError, usageError } from '../../model/cli-error.js'

/** Connection parameters by libpq's names. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** What to try, in order; `false` is a connection without TLS. */
export type SslAttempts = readonly (ConnectionOptions | false)[]

/** The attempts that libpq makes for `sslmode`. https://www.postgresql.org/docs/current/libpq-ssl.html */
export function sslAttempts(parameters: Parameters): SslAttempts {
  const mode = parameters['sslmode'] || 'prefer'
  switch (mode) {
    case 'disable':
      return [false]
    case 'allow':
      return [false, unchecked(parameters)]
    case 'prefer':
      return [unchecked(parameters), false]
    case 'require':
      return [rootCertificate(parameters) ? checked(parameters, false) : unchecked(parameters)]
    // Not in libpq, but node-postgres has it.
    case 'no-verify':
      return [unchecked(parameters)]
    case 'verify-ca':
    case 'verify-full':
      return [checked(parameters, mode === 'verify-full')]
    default:
      throw usageError(
        'sslmode must be disable, allow, prefer, require, no-verify, verify-ca or verify-full.',
      )
  }
}

function unchecked(parameters: Parameters): ConnectionOptions {
  return { ...clientCertificate(parameters), rejectUnauthorized: false }
}

function checked(parameters: Parameters, isHostChecked: boolean): ConnectionOptions {
  const file = rootCertificate(parameters)
  if (file === undefined) {
    throw new CliError(
      'SQLTRACE_ROOT_CERTIFICATE',
      'No root certificate to verify the server; set sslrootcert to its file, or to "system".',
      { exitCode: 2 },
    )
  }
  return {
    ...clientCertificate(parameters),
    ...(file === 'system' ? {} : { ca: read(file) }),
    ...(isHostChecked || file === 'system' ? {} : { checkServerIdentity: () => undefined }),
  }
}

function rootCertificate(parameters: Parameters): string | undefined {
  return parameters['sslrootcert'] || ifExists(join(homedir(), '.postgresql', 'root.crt'))
}

function clientCertificate(parameters: Parameters): ConnectionOptions {
  const cert = parameters['sslcert'] || ifExists(join(homedir(), '.postgresql', 'postgresql.crt'))
  const key = parameters['sslkey'] || ifExists(join(homedir(), '.postgresql', 'postgresql.key'))
  return cert === undefined || key === undefined ? {} : { cert: read(cert), key: read(key) }
}

function ifExists(file: string): string | undefined {
  return existsSync(file) ? file : undefined
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new CliError(
      'SQLTRACE_CERTIFICATE',
      `${file} can't be read; check its path and permissions.`,
      {
        cause,
        exitCode: 2,
      },
    )
  }
}
