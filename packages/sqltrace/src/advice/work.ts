import type { QueryRecord } from '../statement/query-channel.js'

/** What a statement belongs to: an HTTP request, else the `withTags` call around it; `undefined` outside of both. */
export function workOf({ scope }: QueryRecord): unknown {
  return scope?.request?.id ?? scope?.tags
}

/** When a statement had its answer, in milliseconds since the epoch. */
export function endOf({ startTime, duration }: QueryRecord): number {
  return startTime + duration
}
