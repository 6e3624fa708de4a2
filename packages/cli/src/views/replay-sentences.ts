import type { ReplayState, ReplayWait } from '../analysis/locks/replay-state.js'
import type { LockSession } from '../model/lock-session.js'
import type { Replay } from '../model/replay.js'
import { bytes, duration } from '../model/units.js'

/** Describes the state of replay on a standby, in sentences. */
export function replaySentences(state: ReplayState): string[] {
  const { replay, waitsFor, startup } = state
  const seen =
    waitsFor && startup
      ? [sentences[waitsFor](startup), ...doubt(state), limit(replay)]
      : idle(replay)
  return [...seen, ...position(replay), ...cancelled(replay)]
}

const sentences: Readonly<Record<ReplayWait, (startup: LockSession) => string>> = {
  snapshot: () =>
    'Replay waits for a query that may still need rows removed on the primary (RecoveryConflictSnapshot).',
  lock: ({ relation, lock }) =>
    `Replay waits for a lock on ${relation ?? `a ${lock}`}: the primary locked it exclusively, as DROP, TRUNCATE and ALTER TABLE do, and transactions here use it.`,
  'buffer pin': () => 'Replay waits for a page that a query here is reading (buffer pin).',
  tablespace: () =>
    'Replay waits until all transactions here have ended, because the primary dropped a tablespace (RecoveryConflictTablespace).',
  other: () => 'Replay waits for queries here.',
}

function doubt({ isCertain, startup }: ReplayState): string[] {
  const length = startup?.blockers.length ?? 0
  if (isCertain) return []
  if (length === 0) return ['The views do not show what holds it up.']
  return [
    `The views do not show which of the ${length} transactions below holds it up; the oldest snapshot comes first.`,
  ]
}

function limit({ delaySetting, delay }: Replay): string {
  return delay === '-1'
    ? `${delaySetting} is -1: replay waits without limit.`
    : `${delaySetting} is ${delay}: after that, replay cancels the queries that hold it up.`
}

function idle({ isPaused, waitEvent, showsWaits, pid, behind = 0 }: Replay): string[] {
  if (isPaused) return ['Replay is paused; run "select pg_wal_replay_resume()" to resume it.']
  if (waitEvent === 'RecoveryApplyDelay')
    return ['Replay is delayed on purpose (recovery_min_apply_delay).']
  if (showsWaits || pid === undefined || waitEvent !== undefined || behind <= 0) return []
  return ["Replay is working or waiting for a query; PostgreSQL 12 and older don't show which."]
}

function position({ replayed, behind, age }: Replay): string[] {
  if (replayed === undefined) return []
  const rest = behind === undefined || behind <= 0 ? '' : `, ${bytes(behind)} received after that`
  const commit = age === undefined ? '' : `; the newest commit in it is ${duration(age)} old`
  return [`Replayed up to ${replayed}${rest}${commit}.`]
}

function cancelled({ cancelled: counts }: Replay): string[] {
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  if (parts.length === 0) return []
  return [`Cancelled for replay so far: ${parts.map(([kind, n]) => `${n} (${kind})`).join(', ')}.`]
}

/** How to keep replay from being held up, in sentences that include the fix. */
export function replayRemedies({ waitsFor, replay }: ReplayState): string[] {
  if (waitsFor === undefined) return []
  const { hasFeedback, delaySetting, delay } = replay
  const shorter = delay === '-1' ? 'a limit' : 'a lower limit'
  return [
    ...(waitsFor === 'snapshot' && !hasFeedback ? [feedback] : []),
    `With ${shorter} in ${delaySetting}, replay cancels such queries by itself.`,
  ]
}

const feedback =
  'To prevent it, run "alter system set hot_standby_feedback = on" and "select pg_reload_conf()" here; the primary then keeps such rows, and its tables may grow.'
