import type { Advice } from './advice.js'
import { renderAdvice } from './render-advice.js'

/** Writes a block to stderr, except in production, where spans and the counter report advice. */
export function writeToStderr(advice: Advice): void {
  if (process.env.NODE_ENV === 'production') return
  const { isTTY, columns = 120 } = process.stderr
  const isTerminal = isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  process.stderr.write(`\n${renderAdvice(advice, { isTerminal, columns })}`)
}
