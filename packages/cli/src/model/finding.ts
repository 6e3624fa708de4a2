/** A line of code that has to do with it. */
export interface FoundSite {
  /** What it has to do with it, such as `writes it`. */
  readonly label: string
  readonly site: string
  readonly work?: string | undefined
}

/** What is wrong at a server, which lines cause it, and what to type. */
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
  /** The table, the session or the setting that it is about. */
  readonly subject: string
  /** Sentences. */
  readonly seen: readonly string[]
  readonly sites: readonly FoundSite[]
  /** Statements to type; they are never run. */
  readonly statements: readonly string[]
}
