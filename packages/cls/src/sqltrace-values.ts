/** The values in the namespace `sqltrace`. */
export interface SqltraceValues {
  /** The method of the current HTTP request. */
  method: string | undefined
  /** The pattern of its route, such as `/courses/:slug`. */
  route: string | undefined
  /** The tags from `withTags`. */
  tags: Readonly<Record<string, string>> | undefined
}
