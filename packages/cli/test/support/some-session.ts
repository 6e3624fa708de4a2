import type { LockSession } from '../../src/model/lock-session.js'

/** A session that neither holds nor waits for anything; tests override what they are about. */
export const someSession: LockSession = {
  server: 'db',
  pid: 1,
  state: 'active',
  waitType: undefined,
  waitEvent: undefined,
  sql: '',
  isWaiting: false,
  blockers: [],
  mode: undefined,
  lock: undefined,
  relation: undefined,
  advisory: undefined,
  backend: 'client backend',
  user: undefined,
  application: undefined,
  address: undefined,
  gids: [],
  vacuum: undefined,
  running: 0,
  inState: 0,
  inTransaction: undefined,
}
