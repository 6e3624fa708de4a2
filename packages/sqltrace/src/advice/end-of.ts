import type { QueryRecord } from '../record/query-record.js'

/** When a statement had its answer, in milliseconds since the epoch. */
export function endOf({ startTime, duration }: QueryRecord): number {
  return startTime + duration
}
