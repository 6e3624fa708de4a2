/**
 * The SQLSTATE of an error; `undefined` for errors of the system or a library, whose codes may also have five letters
 * (`EPIPE`). A server's error has a severity. PostgreSQL's SQLSTATEs contain a digit: appendix A of its documentation.
 */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, severity } = Object(error) as { code?: unknown; severity?: unknown }
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return undefined
  return typeof severity === 'string' || (/\d/.test(code) && code !== 'E2BIG') ? code : undefined
}
