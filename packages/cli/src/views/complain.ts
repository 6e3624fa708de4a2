import { visible } from './visible.js'

/** Prints a message to stderr, where it does not disturb a pipe; it may have several lines. */
export function complain(message: string): void {
  for (const line of message.split('\n')) process.stderr.write(`sqltrace: ${visible(line)}\n`)
}
