const traceparent = "traceparent='"
/** The key, 55 characters of a W3C traceparent, and the quote. */
const traceparentLength = traceparent.length + 56

/**
 * All comments of a statement in one string, without the trace: statements with the same key have the
 * same tags. This is far cheaper than parsing, and a log has millions of lines.
 */
export function commentKey(sql: string): string {
  let key = ''
  let at = sql.indexOf('/*')
  while (at !== -1) {
    const end = sql.indexOf('*/', at)
    key += withoutTrace(end === -1 ? sql.slice(at) : sql.slice(at, end + 2))
    at = end === -1 ? -1 : sql.indexOf('/*', end)
  }
  return key
}

function withoutTrace(comment: string): string {
  const at = comment.indexOf(traceparent)
  if (at === -1) return comment
  return comment.slice(0, at) + comment.slice(at + traceparentLength).replace(/^,/, '')
}
