import { CommanderError } from 'commander'
import { CliError } from './errors.js'
import { createProgram } from './program.js'
import { visible } from './views/visible.js'

/** Runs the command line and sets the exit code: 0 done, 1 could not, 2 typed wrong. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endQuietly)
  const program = createProgram().exitOverride()
  for (const command of program.commands) command.exitOverride()
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** The reader of a pipe may leave early, as `head` does. */
function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  process.stderr.write(`sqltrace: ${visible(messageOf(error))}\n`)
  return error instanceof CliError ? error.exitCode : 1
}

function messageOf(error: unknown): string {
  if (error instanceof CliError) return error.message
  const said = error instanceof Error ? error.message : String(error)
  return `Unexpected: ${said}. Set NODE_DEBUG=sqltrace and report the stack.`
}
