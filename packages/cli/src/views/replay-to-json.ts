import type { ReplayState } from '../analysis/locks/replay-state.js'
import { replayRemedies, replaySentences } from './replay-sentences.js'

/** The `--json` object about replay. */
export function replayToJson(server: string, state: ReplayState): unknown {
  const { replay, waitsFor, startup, isCertain } = state
  return {
    type: 'replay',
    server,
    waits_for: waitsFor ?? null,
    wait_event: replay.waitEvent ?? null,
    held_up_by: startup?.blockers ?? [],
    certain: waitsFor === undefined ? null : isCertain,
    paused: replay.isPaused,
    received: replay.received ?? null,
    replayed: replay.replayed ?? null,
    behind_bytes: replay.behind ?? null,
    newest_commit_seconds: replay.age ?? null,
    delay_setting: replay.delaySetting,
    delay: replay.delay,
    hot_standby_feedback: replay.hasFeedback,
    cancelled: replay.cancelled,
    seen: replaySentences(state),
    remedies: replayRemedies(state),
  }
}
