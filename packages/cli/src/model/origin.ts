/** Who caused an entry; empty if not logged. Byte strings, like the texts of the entry. */
export interface Origin {
  readonly process: string
  readonly user: string
  readonly database: string
  readonly application: string
}
