/** Tags that sqltrace sets itself; apps cannot set them. */
export const reservedTags: ReadonlySet<string> = new Set([
  'file',
  'prepared_at',
  'transaction',
  'traceparent',
])
