const traceparent = "traceparent='"
/** The key, 55 characters of a W3C traceparent, and the quote. */
const traceparentLength = traceparent.length + 56

/**
 * All comments of a statement in one string, without the trace: statements with the same one have the
 * same tags. It is far cheaper than parsing, and a log has millions of lines.
 */
export function commentKey(sql: string): string {
  const start = sql.indexOf('/*')
  if (start === -1) return ''
  const end = sql.indexOf('*/', start)
  if (end === -1) return withoutTrace(sql.slice(start))
  const next = sql.indexOf('/*', end)
  const key = withoutTrace(sql.slice(start, end + 2))
  return next === -1 ? key : key + commentKey(sql.slice(next))
}

function withoutTrace(comment: string): string {
  const at = comment.indexOf(traceparent)
  if (at === -1) return comment
  return comment.slice(0, at) + comment.slice(at + traceparentLength).replace(/^,/, '')
}
