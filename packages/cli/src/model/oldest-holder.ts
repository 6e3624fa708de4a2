/** What holds back vacuum the most. */
export interface OldestHolder {
  readonly kind: 'session' | 'prepared transaction' | 'replication slot' | 'standby'
  /** The pid of a session, else a name. */
  readonly name: string
  readonly state: string | null
  readonly sql: string | null
  readonly seconds: number | null
}
