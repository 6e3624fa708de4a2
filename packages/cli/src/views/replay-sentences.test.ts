import { expect, test } from 'vitest'
import type { ReplayState } from '../analysis/locks/replay-state.js'
import type { LockSession } from '../model/lock-session.js'
import type { Replay } from '../model/replay.js'
import { replayRemedies, replaySentences } from './replay-sentences.js'

const replay: Replay = {
  pid: 1,
  showsWaits: true,
  waitEvent: 'RecoveryWalStream',
  isPaused: false,
  received: '0/3000000',
  replayed: '0/2000000',
  behind: 16 * 1024 * 1024,
  age: 75,
  delaySetting: 'max_standby_streaming_delay',
  delay: '30s',
  hasFeedback: false,
  cancelled: { snapshot: 3, lock: 0, 'buffer pin': 1 },
}

const state = (more: Partial<ReplayState>, of: Partial<Replay> = {}): ReplayState => ({
  replay: { ...replay, ...of },
  waitsFor: undefined,
  startup: undefined,
  isCertain: false,
  ...more,
})
const startup = { blockers: [] as readonly number[] } as LockSession

test('shows how far replay has come, and what it has cancelled', () => {
  expect(replaySentences(state({}))).toEqual([
    'Replayed up to 0/2000000, 16.0 MB received after that; the newest commit in it is 1 min 15 s old.',
    'Cancelled for replay so far: 3 (snapshot), 1 (buffer pin).',
  ])
})

test('shows how long replay waits, and suggests a lower limit', () => {
  const held = state({ waitsFor: 'snapshot', startup })
  expect(replaySentences(held).slice(0, 3)).toEqual([
    'Replay waits for a query that may still need rows removed on the primary (RecoveryConflictSnapshot).',
    'The views do not show what holds it up.',
    'max_standby_streaming_delay is 30s: after that, replay cancels the queries that hold it up.',
  ])
  expect(replayRemedies(held)).toEqual([
    expect.stringMatching(/hot_standby_feedback = on/),
    'With a lower limit in max_standby_streaming_delay, replay cancels such queries by itself.',
  ])
})

test('does not suggest a setting that is already on', () => {
  const held = state({ waitsFor: 'snapshot', startup }, { hasFeedback: true, delay: '-1' })
  expect(replayRemedies(held)).toEqual([
    'With a limit in max_standby_streaming_delay, replay cancels such queries by itself.',
  ])
})

test('reports an intentional delay, and what old versions do not show', () => {
  const [delayed] = replaySentences(state({}, { waitEvent: 'RecoveryApplyDelay' }))
  expect(delayed).toMatch(/recovery_min_apply_delay/)
  expect(replaySentences(state({}, { waitEvent: undefined }))).toHaveLength(2)
  const [old] = replaySentences(state({}, { waitEvent: undefined, showsWaits: false }))
  expect(old).toMatch(/PostgreSQL 12 and older don't show which/)
})
