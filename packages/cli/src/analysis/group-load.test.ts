import { expect, test } from 'vitest'
import type { Session } from '../model/session.js'
import type { Sample } from '../model/sample.js'
import { groupLoad, untagged } from './group-load.js'

const session = (pid: number, sql: string, more: Partial<Session> = {}): Session => ({
  pid,
  leader: pid,
  state: 'active',
  waitType: undefined,
  waitEvent: undefined,
  applicationName: '',
  sql,
  isCut: false,
  queryId: undefined,
  running: 1,
  inTransaction: 1,
  ...more,
})

const sample = (server: string, at: number, ...sessions: Session[]): Sample => ({
  server,
  at,
  sessions,
})
const list = "select 1 /*file='src/list.ts:1',method='GET',route='/list'*/"
const other = "select 2 /*file='src/list.ts:9',job='mail',application='shop'*/"

test('the load of a line is its mean number of active sessions', () => {
  const { rows, load } = groupLoad(
    [sample('a', 1, session(1, list), session(2, list)), sample('a', 2)],
    'line',
  )
  expect(rows).toMatchObject([{ key: 'src/list.ts:1', load: 1 }])
  expect(load).toBe(1)
})

test('servers sampled at different rates have equal weight', () => {
  const quick = [1, 2, 3, 4].map((at) => sample('writer', at, session(1, list)))
  const { rows } = groupLoad([...quick, sample('reader', 1, session(7, list))], 'line')
  expect(rows[0]?.load).toBe(2)
  expect([...(rows[0]?.servers.keys() ?? [])]).toEqual(['writer', 'reader'])
})

test('parallel workers count with their leader', () => {
  const workers = [session(2, list, { leader: 1 }), session(3, list, { leader: 1 })]
  const { rows } = groupLoad([sample('a', 1, session(1, list), ...workers)], 'line')
  expect(rows[0]?.load).toBe(3)
  expect([...(rows[0]?.pids.keys() ?? [])]).toEqual(['a/1'])
})

test('a session idle in a transaction adds no load but is counted', () => {
  const table = groupLoad(
    [sample('a', 1, session(1, list, { state: 'idle in transaction' }))],
    'line',
  )
  expect(table).toMatchObject({ rows: [], load: 0, idleInTransaction: 1 })
})

test('waits are split by their kind', () => {
  const waiting = (waitType: string) => session(1, list, { waitType })
  const sessions = ['IO', 'Lock', 'LWLock', 'Client', 'IPC'].map(waiting)
  const { rows } = groupLoad([sample('a', 1, session(9, list), ...sessions)], 'line')
  expect(rows[0]?.waits).toEqual({ cpu: 1, io: 1, lock: 2, client: 1, other: 1 })
})

test('groups by file, route, application and server', () => {
  const samples = [sample('a', 1, session(1, list), session(2, other))]
  const keys = (by: 'file' | 'route' | 'application' | 'server') =>
    groupLoad(samples, by).rows.map(({ key }) => key)
  expect(keys('file')).toEqual(['src/list.ts'])
  expect(keys('route')).toEqual(['GET /list', 'job mail'])
  expect(keys('application').toSorted()).toEqual([untagged, 'shop'])
  expect(keys('server')).toEqual(['a'])
})

test('reports how much of the load is tagged, and how many texts may be truncated', () => {
  const cut = session(2, 'select 1', { isCut: true })
  const { tagged, cutOff } = groupLoad([sample('a', 1, session(1, list), cut)], 'line')
  expect(tagged).toBe(0.5)
  expect(cutOff).toBe(0.5)
})

test('a filter finds lines, routes and statements', () => {
  const samples = [sample('a', 1, session(1, list), session(2, other))]
  const found = (filter: string) => groupLoad(samples, 'line', filter).rows.map(({ key }) => key)
  expect(found('LIST.TS:9')).toEqual(['src/list.ts:9'])
  expect(found('mail')).toEqual(['src/list.ts:9'])
  expect(found('/list')).toHaveLength(2)
})
