/** The state of a session as the connection reports it, where it is certain. */
export interface Session {
  /** PostgreSQL's status letter: `I` outside a transaction, `T` inside one, `E` inside a failed one. */
  readonly transactionStatus: string | undefined
  /** Whether the connection reports a status as soon as it is certain. */
  readonly reportsStatus: boolean
  readonly standardConformingStrings: 'on' | 'off' | undefined
}
