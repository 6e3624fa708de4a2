import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineIndex } from './line-index.js'

/** V8's call site for the call after a comment. */
function byV8(comment: string): NodeJS.CallSite {
  const { prepareStackTrace } = Error
  Error.prepareStackTrace = (_, frames) => frames
  try {
    const error = new Error('position')
    runInThisContext(`/*${comment}*/(fail) => { fail() }`)(() => Error.captureStackTrace(error))
    return (error.stack as unknown as NodeJS.CallSite[])[1] as NodeJS.CallSite
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
}

test('lines are counted as V8 counts them', () => {
  const character = fc.constantFrom('\r', '\n', '\r\n', '\u2028', '\u2029', 'a', 'ü', '😀', ' ')
  const comment = fc.array(character).map((characters) => characters.join(''))
  fc.assert(
    fc.property(comment, (text) => {
      const frame = byV8(text)
      const lines = new LineIndex(`/*${text}*/(fail) => { fail() }`)
      expect(lines.position(frame.getPosition())).toEqual({
        line: frame.getLineNumber(),
        column: frame.getColumnNumber(),
      })
    }),
  )
})
