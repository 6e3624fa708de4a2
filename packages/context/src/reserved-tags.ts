/** What sqltrace sets itself: a tag of the app under such a name would be wrong. */
export const reservedTags: ReadonlySet<string> = new Set([
  'file',
  'prepared_at',
  'transaction',
  'traceparent',
])
