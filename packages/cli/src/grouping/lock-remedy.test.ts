import { expect, test } from 'vitest'
import { remedyFor } from './lock-remedy.js'

const session = {
  server: 'db',
  pid: 7,
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
  running: 1,
  inState: 1,
  inTransaction: 1,
}
const cancel = 'select pg_cancel_backend(7)'
const terminate = 'select pg_terminate_backend(7)'

test('a statement that runs is cancelled first, an idle session can only be terminated', () => {
  expect(remedyFor(session).statements).toEqual([cancel, terminate])
  expect(remedyFor({ ...session, state: 'idle in transaction' }).statements).toEqual([terminate])
})

test('a prepared transaction is rolled back by its name', () => {
  const prepared = { ...session, pid: 0, state: undefined, gids: ["it's 1"] }
  expect(remedyFor(prepared).statements).toEqual(["rollback prepared 'it''s 1'"])
})

test("a standby's startup process is never offered for termination", () => {
  const remedy = remedyFor({ ...session, backend: 'startup' })
  expect(remedy.statements).toEqual([])
  expect(remedy.note).toMatch(/on the primary/)
})

test('autovacuum is cancelled, with a warning where it prevents wraparound', () => {
  const vacuum = { ...session, backend: 'autovacuum worker', sql: 'autovacuum: VACUUM public.t' }
  expect(remedyFor(vacuum)).toEqual({ statements: [cancel] })
  const urgent = { ...vacuum, sql: 'autovacuum: VACUUM public.t (to prevent wraparound)' }
  expect(remedyFor(urgent).note).toMatch(/wraparound/)
})
