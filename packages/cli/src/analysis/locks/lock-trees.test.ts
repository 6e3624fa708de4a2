import { expect, test } from 'vitest'
import type { LockSession } from '../../model/lock-session.js'
import type { LockNode } from '../../model/lock-node.js'
import { someSession } from '../../../test/support/some-session.js'
import { lockTrees } from './lock-trees.js'

const session = (pid: number, ...blockers: number[]): LockSession => ({
  ...someSession,
  pid,
  isWaiting: blockers.length > 0,
  blockers,
})

const shape = ({ session: { pid }, waiting }: LockNode): unknown => [pid, ...waiting.map(shape)]

test('lists waiting sessions below their blocker', () => {
  const trees = lockTrees([session(3, 2), session(2, 1), session(1), session(4, 1)])
  expect(trees.map(shape)).toEqual([[1, [2, [3]], [4]]])
  expect(trees[0]?.blocked).toBe(3)
})

test('a queue of fifty, each waiting for all before it, lists every session once and takes little time', () => {
  const queue = Array.from({ length: 50 }, (_, index) =>
    session(index + 2, ...Array.from({ length: index + 1 }, (__, before) => before + 1)),
  )
  const [tree, ...others] = lockTrees([session(1), ...queue])
  expect(others).toEqual([])
  expect(tree?.blocked).toBe(50)
  expect(tree?.waiting).toHaveLength(50)
})

test('a cycle has a root too', () => {
  expect(lockTrees([session(1, 2), session(2, 1), session(3, 2)]).map(shape)).toEqual([
    [1, [2, [3]]],
  ])
})

test('the session that blocks most comes first', () => {
  const trees = lockTrees([session(1), session(2, 1), session(5), session(6, 5), session(7, 5)])
  expect(trees.map(({ session: { pid } }) => pid)).toEqual([5, 1])
})

test('two holders of the same lock each block all its waiters, although these are listed below the first', () => {
  const trees = lockTrees([session(1), session(2), session(3, 1, 2), session(4, 3)])
  expect(trees.map(shape)).toEqual([[1, [3, [4]]], [2]])
  expect(trees.map(({ blocked }) => blocked)).toEqual([2, 2])
})

test('the root of a cycle is one of its members, and a client rather than replay', () => {
  const replay = { ...session(7, 1), backend: 'startup' }
  const trees = lockTrees([session(3, 1), replay, session(1, 7)])
  expect(trees.map(shape)).toEqual([[1, [3], [7]]])
})
