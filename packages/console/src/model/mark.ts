/** Something that happened at a moment, shown as a mark on the time axis. */
export interface Mark {
  readonly at: number
  readonly server: string | undefined
  readonly kind:
    | 'deadlock'
    | 'error'
    | 'restart'
    | 'role'
    | 'deploy'
    | 'schema'
    | 'setting'
    | 'vacuum'
    | 'slow'
  /** One sentence without values: `version 3f2a91c of shop-api appeared`. */
  readonly text: string
  /** The line of code concerned. */
  readonly line?: string | undefined
}
