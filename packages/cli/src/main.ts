import { debuglog } from 'node:util'
import { CommanderError } from 'commander'
import { CliError } from './model/cli-error.js'
import { createProgram } from './create-program.js'
import { complain } from './views/complain.js'
import { visible } from './views/visible.js'

const debug = debuglog('sqltrace')

/** Runs the command line and sets the exit code: 0 success, 1 failure, 2 usage error. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endOutput)
  const program = createProgram()
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: printUsageError })
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** The reader of a pipe may exit early, as `head` does, or the disk may be full. */
function endOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  complain(`Could not write the output: ${error.message}.`)
  process.exit(1)
}

function printUsageError(text: string, write: (text: string) => void): void {
  const [message = ''] = text.replace(/^error: /, '').split('\n')
  write(`sqltrace: ${visible(message.replace(/\.$/, ''))}; see "sqltrace --help".\n`)
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  complain(messageOf(error))
  return error instanceof CliError ? error.exitCode : 1
}

function messageOf(error: unknown): string {
  if (error instanceof CliError) return error.message
  debug('%o', error)
  const message = error instanceof Error ? error.message : String(error)
  return `Unexpected error: ${message}; run again with NODE_DEBUG=sqltrace and report what it prints.`
}
