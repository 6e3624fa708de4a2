import type { ServerFacts } from '../connection/server-facts.js'
import { decodeText } from './decode-text.js'

type Encodings = Pick<ServerFacts, 'encoding' | 'encodings'>

/** Decodes texts received as bytes: a session's are in the encoding of its database, others in that of ours. */
export function decodeRows<Row>(rows: readonly Row[], encodings: Encodings): Row[] {
  return rows.map((row) => {
    const encoding = encodingOf(row as { readonly datid?: number | null }, encodings)
    const pairs = Object.entries(row as object).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? decodeText(value, encoding) : value,
    ])
    return Object.fromEntries(pairs) as Row
  })
}

function encodingOf(
  { datid }: { readonly datid?: number | null },
  { encoding, encodings }: Encodings,
): string {
  return datid === undefined || datid === null ? encoding : (encodings.get(datid) ?? 'UTF8')
}
