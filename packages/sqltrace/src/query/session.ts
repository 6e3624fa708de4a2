/** What a connection itself tells of its session, as far as it is certain. */
export interface Session {
  /** PostgreSQL's letter: `I` outside of a transaction, `T` inside, `E` inside one that has failed. */
  readonly transactionStatus: string | undefined
  /** Whether there is a status as soon as it is certain. */
  readonly tellsStatus: boolean
  readonly standardConformingStrings: 'on' | 'off' | undefined
}
