import { expect, test } from 'vitest'
import { otherWaitSentence } from './other-wait-sentence.js'

test.each([
  [
    { event: 'SyncRep', sessions: 1, longest: 2 },
    'for a synchronous standby to confirm a commit (SyncRep): look at pg_stat_replication and synchronous_standby_names; the longest for 2.0 s.',
  ],
  [
    { event: 'WaitForWalReplay', sessions: 3, longest: 75 },
    '3 sessions wait for replay to reach a position (WAIT FOR LSN); the longest for 1 min 15 s.',
  ],
  [
    { event: 'BufferCleanup', sessions: 1, longest: 2 },
    '1 session waits for a page that others read (BufferCleanup); the views do not show who',
  ],
])('%j', (wait, sentence) => {
  expect(otherWaitSentence(wait)).toContain(sentence)
})
