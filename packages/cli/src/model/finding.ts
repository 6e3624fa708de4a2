/** A line of code involved in a finding. */
export interface FoundSite {
  /** How it is involved, such as `writes it`. */
  readonly label: string
  readonly site: string
  readonly work?: string | undefined
}

/** What is wrong on a server, which lines of code cause it, and how to fix it. */
export interface Finding {
  readonly kind:
    | 'dead-rows'
    | 'sequential-scan'
    | 'read-on-writer'
    | 'idle-in-transaction'
    | 'setting'
    | 'rights'
    | 'unread'
  readonly servers: readonly string[]
  /** The table, session or setting concerned. */
  readonly subject: string
  /** Sentences. */
  readonly seen: readonly string[]
  readonly sites: readonly FoundSite[]
  /** Statements for the user to run; sqltrace never runs them. */
  readonly statements: readonly string[]
}
