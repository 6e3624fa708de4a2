import type { InnerRecord } from '../../record/inner-record.js'

/** When a statement finished, in milliseconds since the epoch. */
export function endOf({ startTime, duration }: InnerRecord): number {
  return startTime + duration
}
