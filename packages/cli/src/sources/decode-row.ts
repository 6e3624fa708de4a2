import type { ServerFacts } from './server-facts.js'
import { decodeText } from './text-encoding.js'

/** Texts came as bytes: those of a session are in the encoding of its database, others in that of ours. */
export function decodeRow<Row>(row: Row, facts: ServerFacts): Row {
  const { datid } = row as { datid?: number | null }
  const encoding =
    datid === undefined || datid === null ? facts.encoding : (facts.encodings.get(datid) ?? 'UTF8')
  const decode = (value: unknown) =>
    value instanceof Uint8Array ? decodeText(value, encoding) : value
  const pairs = Object.entries(row as object).map(([name, value]) => [name, decode(value)])
  return Object.fromEntries(pairs) as Row
}
