import { expect, test } from 'vitest'
import type { LockSession } from '../../model/lock-session.js'
import type { LockNode } from '../../model/lock-node.js'
import { someSession } from '../../../test/support/some-session.js'
import { remedyFor } from './lock-remedy.js'

const session = { ...someSession, pid: 7, running: 1, inState: 1, inTransaction: 1 }
const remedyOf = (of: LockSession, waiting: LockNode[] = []) => remedyFor({ session: of, waiting })
const cancel = 'select pg_cancel_backend(7)'
const terminate = 'select pg_terminate_backend(7)'

test('a running statement is cancelled first; an idle session can only be terminated', () => {
  expect(remedyOf(session).statements).toEqual([cancel, terminate])
  expect(remedyOf({ ...session, state: 'idle in transaction' }).statements).toEqual([terminate])
})

test('a prepared transaction is rolled back by its name', () => {
  const prepared = { ...session, pid: 0, state: undefined, gids: ["it's 1"] }
  expect(remedyOf(prepared).statements).toEqual(["rollback prepared 'it''s 1'"])
})

test("a standby's startup process is never offered for termination", () => {
  const remedy = remedyOf({ ...session, backend: 'startup' })
  expect(remedy.statements).toEqual([])
  expect(remedy.note).toMatch(/on the primary/)
})

test('autovacuum yields by itself', () => {
  const vacuum = { ...session, backend: 'autovacuum worker', sql: 'autovacuum: VACUUM public.t' }
  expect(remedyOf(vacuum)).toEqual({
    statements: [cancel],
    note: expect.stringMatching(/cancels this autovacuum by itself/),
  })
})

test('a vacuum that prevents wraparound is left alone: the sessions queued between it and the others are cancelled', () => {
  const vacuum = {
    ...session,
    backend: 'autovacuum worker',
    sql: 'autovacuum: VACUUM public.t (to prevent wraparound)',
  }
  const node = (pid: number, blocked: number) => ({
    session: { ...session, pid },
    waiting: [],
    blocked,
  })
  expect(remedyOf(vacuum, [node(8, 3), node(9, 0)])).toEqual({
    statements: ['select pg_cancel_backend(8)'],
    note: expect.stringMatching(/Let it finish/),
  })
})
