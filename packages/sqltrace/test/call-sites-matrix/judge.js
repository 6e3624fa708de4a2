import { parseComment } from '@sqltrace/sqlcommenter'

/** Statements with a shape's label, and those that a transaction sends. */
const counted = /shape:|^(?:begin|start transaction|commit|rollback|savepoint|release)/i

/** The Migrator sends these after its own awaits, when no frame of the app is left. */
const onlyLabelled = new Set(['migration'])

/** The statements of each shape: what the server received between two marks from the untraced client. */
export function statementsByShape(texts) {
  const shapes = new Map()
  let current
  for (const text of texts) {
    const [, begins] = /'begins:(\w+)'/.exec(text) ?? []
    if (begins) shapes.set((current = begins), [])
    else if (current && isCounted(current, text)) shapes.get(current).push(text)
  }
  shapes.delete('nothing')
  return shapes
}

function isCounted(shape, text) {
  return onlyLabelled.has(shape) ? text.includes('shape:') : counted.test(text)
}

/** `right`, `missing` or `wrong`, with the actual position. */
export function judge(texts, expected, resolve = (position) => position) {
  const seen = texts.map((text) => parseComment(text).file).map((file) => file && resolve(file))
  const wrong = seen.filter((file) => file && !expected.includes(file))
  if (wrong.length > 0) return { verdict: 'wrong', detail: `${wrong[0]}, not ${expected[0]}` }
  const missing = expected.filter((position) => !seen.includes(position))
  if (missing.length > 0 || seen.includes(undefined)) {
    return { verdict: 'missing', detail: missing[0] ?? texts[seen.indexOf(undefined)] }
  }
  return { verdict: 'right', detail: '' }
}

/** If the running code is no longer on disk, only the old position is right. */
export function judgeSilence(texts, expected) {
  const { verdict, detail } = judge(texts, expected)
  if (texts.length === 0) return { verdict, detail: 'nothing was sent' }
  return verdict === 'wrong' ? { verdict, detail } : { verdict: 'right', detail: '' }
}
