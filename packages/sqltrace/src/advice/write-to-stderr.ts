import type { Advice } from './advice.js'
import { renderAdvice } from './render-advice.js'

/** In development, one block on stderr. In production spans and the counter tell it. */
export function writeToStderr(advice: Advice): void {
  if (process.env.NODE_ENV === 'production') return
  const { isTTY, columns = 120 } = process.stderr
  const isTerminal = isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  process.stderr.write(`\n${renderAdvice(advice, { isTerminal, columns })}`)
}
