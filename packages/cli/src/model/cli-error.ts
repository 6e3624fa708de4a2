/** What the user is told instead of a stack: one sentence on what happened, one on the remedy. */
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

/** A command that was typed wrong. */
export function usageError(message: string): CliError {
  return new CliError('SQLTRACE_USAGE', message, { exitCode: 2 })
}
