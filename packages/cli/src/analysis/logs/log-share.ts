import type { LogEvent } from './log-event.js'

/** How the server chose what it logged, as far as it is known. */
export interface LogShare {
  /** `log_statement_sample_rate` or `log_transaction_sample_rate`; 1 when all were logged. */
  readonly rate: number
  /** `log_min_duration_statement`: from here on all statements are logged. */
  readonly wholeFrom: number
}

/** How many calls one that was logged stands for. */
export function callsFor({ kind, milliseconds }: LogEvent, { rate, wholeFrom }: LogShare): number {
  return kind === 'slow' && milliseconds < wholeFrom ? 1 / rate : 1
}
