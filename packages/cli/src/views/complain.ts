import { visible } from './visible.js'

/** Says something on stderr, where it does not disturb a pipe; a message may have several lines. */
export function complain(message: string): void {
  for (const line of message.split('\n')) process.stderr.write(`sqltrace: ${visible(line)}\n`)
}
