/** The message and the code of an error. */
export interface Sentence {
  readonly kind: string
  readonly message: string
}

/** The server has no free connection slot. */
export const noSlotLeft = 'SQLTRACE_NO_SLOT'

export const connectionLost = 'connection lost; check that the server is running, and try again.'
const unreachable = 'host unreachable; check the network, or whether a VPN is needed.'

/** Error codes of Node.js: no server answered. */
export const unreached: Readonly<Record<string, Sentence>> = {
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
  ETIMEDOUT: {
    kind: 'SQLTRACE_CONNECT_TIMEOUT',
    message: 'no answer; check the host, the port and the firewall.',
  },
  EHOSTUNREACH: { kind: 'SQLTRACE_UNREACHABLE', message: unreachable },
  ENETUNREACH: { kind: 'SQLTRACE_UNREACHABLE', message: unreachable },
  EACCES: {
    kind: 'SQLTRACE_UNREACHABLE',
    message: 'access to the socket denied; check the rights of its folder, or set PGHOST.',
  },
  ECONNRESET: { kind: 'SQLTRACE_LOST', message: connectionLost },
  EPIPE: { kind: 'SQLTRACE_LOST', message: connectionLost },
}

/** What to do after a server's own sentence. */
export const answers: Readonly<Record<string, Sentence>> = {
  '08': { kind: 'SQLTRACE_LOST', message: 'check that the server is running, and try again.' },
  '08P01': {
    kind: 'SQLTRACE_PROTOCOL',
    message: 'check the settings of the server or its pooler.',
  },
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
    message: 'the standby had to continue with replay; try again.',
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
