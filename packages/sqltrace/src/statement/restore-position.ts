import { postgresql, scan } from '@sqltrace/sql'

interface PositionedError {
  position?: unknown
  length?: unknown
}

/**
 * Corrects `error.position`, the character in the text that the server received (from 1), so that it refers to the caller's
 * own text, without our comment. Also corrects `length`, the size of the server's message, which includes the position's
 * digits.
 */
export function restorePosition(error: unknown, sql: string, sent: string): void {
  if (sql === sent || typeof error !== 'object' || error === null) return
  const { position, length } = error as PositionedError
  if (typeof position !== 'string') return
  const restored = restore(Number(position) - 1, sql, sent)
  if (restored === undefined || String(restored + 1) === position) return
  const written = String(restored + 1)
  Object.assign(error, { position: written })
  if (typeof length !== 'number') return
  Object.assign(error, { length: length - position.length + written.length })
}

/** The two texts differ only in comments. `undefined` if other code added text after us. */
function restore(at: number, sql: string, sent: string): number | undefined {
  const length = characters(sent)
  if (at > length) return undefined
  if (at === length) return characters(sql)
  let before = 0
  for (const place of outsideComments(sent)) {
    if (place >= at) break
    before++
  }
  for (const place of outsideComments(sql)) if (before-- === 0) return place
  return undefined
}

/** The positions of all characters that are neither whitespace nor in block comments, in code points, as PostgreSQL counts. */
function* outsideComments(text: string): Generator<number> {
  const comments = scan(text, postgresql()).comments.values()
  let comment = comments.next().value
  let place = 0
  let unit = 0
  for (const character of text) {
    if (comment && unit >= comment.end) comment = comments.next().value
    if (!(comment && unit >= comment.start) && !/\s/.test(character)) yield place
    place++
    unit += character.length
  }
}

/** The number of code points; JavaScript's `length` counts UTF-16 code units. */
function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
