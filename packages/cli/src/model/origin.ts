/** Who caused an entry; empty where the log does not tell. Bytes, as the entry's texts. */
export interface Origin {
  readonly process: string
  readonly user: string
  readonly database: string
  readonly application: string
}
