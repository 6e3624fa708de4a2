import type { LogEvent } from './log-event.js'

/** How the server sampled its log, as far as known. */
export interface LogShare {
  /** `log_statement_sample_rate` or `log_transaction_sample_rate`; 1 if all were logged. */
  readonly rate: number
  /** `log_min_duration_statement`: statements of at least this duration are all logged. */
  readonly wholeFrom: number
}

/** How many calls a logged one represents. */
export function callsFor({ kind, milliseconds }: LogEvent, { rate, wholeFrom }: LogShare): number {
  return kind === 'slow' && milliseconds < wholeFrom ? 1 / rate : 1
}
