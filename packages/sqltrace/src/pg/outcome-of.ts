import type { Outcome } from '../query/query.js'

interface PgResult {
  readonly command: string
  readonly fields: readonly unknown[]
  readonly rows: readonly unknown[]
}

/** A statement's outcome from a pg callback or promise. A text with several statements has a result for each. */
export function outcomeOf(error: unknown, result: unknown): Outcome {
  if (error) return { error }
  if (Array.isArray(result)) return sumOf(result.map((one) => outcomeOf(undefined, one)))
  const { rows, fields, command } = Object(result) as Partial<PgResult>
  return fields?.length ? { rows: rows?.length, data: rows, command } : { command }
}

function sumOf(outcomes: readonly Outcome[]): Outcome {
  const parts = outcomes.flatMap(({ data }) => (data ? [data] : []))
  if (parts.length === 0) return {}
  return {
    rows: parts.reduce((rows, part) => rows + part.length, 0),
    // A getter, because copying all rows is rarely needed.
    get data() {
      return parts.flat()
    },
  }
}
