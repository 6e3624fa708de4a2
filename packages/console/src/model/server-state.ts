/** What is known of a server at a moment. */
export interface ServerState {
  readonly server: string
  readonly at: number
  readonly role: 'writer' | 'reader' | undefined
  /** `PostgreSQL 18.1`. */
  readonly version: string | undefined
  /** Seconds a standby is behind. */
  readonly lag: number | undefined
  /** Number of vCPUs, where it is known or given. */
  readonly cpus: number | undefined
  readonly seesAll: boolean | undefined
  readonly tracksActivities: boolean | undefined
}
