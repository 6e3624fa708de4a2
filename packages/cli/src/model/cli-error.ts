/** Shown to the user instead of a stack trace: what went wrong, then how to fix it. */
export class CliError extends Error {
  readonly code: string
  readonly exitCode: 1 | 2

  constructor(code: string, message: string, options: ErrorOptions & { exitCode?: 1 | 2 } = {}) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
    this.exitCode = options.exitCode ?? 1
  }
}

/** A command line that was used incorrectly; exits with code 2. */
export function usageError(message: string): CliError {
  return new CliError('SQLTRACE_USAGE', message, { exitCode: 2 })
}
