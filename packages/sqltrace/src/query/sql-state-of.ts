/**
 * The SQLSTATE of an error, `undefined` where a system or library failed: their codes can have five letters too (`EPIPE`).
 * What comes from a server has a severity. PostgreSQL's own SQLSTATEs hold a digit: appendix A of its documentation.
 */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, severity } = Object(error) as { code?: unknown; severity?: unknown }
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return undefined
  return typeof severity === 'string' || (/\d/.test(code) && code !== 'E2BIG') ? code : undefined
}
