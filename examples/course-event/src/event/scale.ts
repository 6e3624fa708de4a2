/** The number of processes, and the length of the event's parts in seconds. */
export interface Scale {
  readonly processes: number
  /** Ordinary days before the event; 0 leaves them out. */
  readonly ordinary: number
  /** The rush before the operator looks. */
  readonly rush: number
  readonly sample: number
  /** How often the tool's own time is measured. */
  readonly runs: number
}

/** The event on two cores. */
export const whole: Scale = { processes: 3, ordinary: 8, rush: 5, sample: 10, runs: 5 }

/** The event in a test. */
export const short: Scale = { processes: 1, ordinary: 0, rush: 1, sample: 5, runs: 0 }
