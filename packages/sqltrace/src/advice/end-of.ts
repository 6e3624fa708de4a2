import type { QueryRecord } from '../statement/query-channel.js'

/** When a statement had its answer, in milliseconds since the epoch. */
export function endOf({ startTime, duration }: QueryRecord): number {
  return startTime + duration
}
