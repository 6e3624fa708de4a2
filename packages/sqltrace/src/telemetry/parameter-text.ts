/** Characters of one value that a span shows. */
const maxCharacters = 1000
const maxDepth = 20

interface OwnText {
  toPostgres?: (prepare: (value: unknown) => unknown) => unknown
  toJSON?: () => unknown
}

/** The text that pg would send for a value, at most 1,000 characters; for bytes, only their number. Never throws. */
export function parameterText(value: unknown): string {
  let text = ''
  try {
    for (const piece of piecesOf(value)) {
      text += piece
      if (text.length > maxCharacters) return `${text.slice(0, maxCharacters)}…`
    }
    return text
  } catch (fault) {
    return `${text}<${String(Object(fault).name)}>`
  }
}

function* piecesOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value.slice(0, maxCharacters + 1)
  else if (typeof value !== 'object' || value === null) yield String(value)
  else if (ArrayBuffer.isView(value)) yield `<${value.byteLength} bytes>`
  else if (typeof (value as OwnText).toPostgres === 'function')
    yield parameterText((value as Required<OwnText>).toPostgres((inner) => inner))
  else yield* jsonOf(value, 0)
}

/** JSON in pieces, so that no more of a large value is read than is shown. */
function* jsonOf(given: unknown, depth: number): Generator<string> {
  const value = typeof (given as OwnText)?.toJSON === 'function' ? ownJson(given) : given
  if (typeof value === 'string') yield JSON.stringify(value.slice(0, maxCharacters + 1))
  else if (typeof value !== 'object' || value === null) yield String(value)
  else if (ArrayBuffer.isView(value)) yield `<${value.byteLength} bytes>`
  else if (depth === maxDepth) yield '…'
  else if (Array.isArray(value)) yield* arrayOf(value, depth + 1)
  else yield* objectOf(value, depth + 1)
}

const ownJson = (value: unknown) => (value as Required<OwnText>).toJSON()

function* arrayOf(values: readonly unknown[], depth: number): Generator<string> {
  yield '['
  for (let at = 0; at < values.length; at++) {
    if (at > 0) yield ','
    yield* jsonOf(values[at], depth)
  }
  yield ']'
}

function* objectOf(value: object, depth: number): Generator<string> {
  let isFirst = true
  yield '{'
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue
    yield `${isFirst ? '' : ','}${JSON.stringify(key)}:`
    isFirst = false
    yield* jsonOf((value as Record<string, unknown>)[key], depth)
  }
  yield '}'
}
