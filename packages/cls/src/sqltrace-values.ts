/** What the namespace `sqltrace` shows of the library's context. */
export interface SqltraceValues {
  /** The method of the HTTP request that is being answered. */
  method: string | undefined
  /** The pattern of its route. */
  route: string | undefined
  /** The tags of `withTags`. */
  tags: Readonly<Record<string, string>> | undefined
}
