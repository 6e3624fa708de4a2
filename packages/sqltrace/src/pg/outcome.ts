import type { Outcome } from '../statement/query.js'

interface PgResult {
  readonly command: string
  readonly fields: readonly unknown[]
  readonly rows: readonly unknown[]
}

/** What a pg callback or promise says of a statement; several results in one are not counted. */
export function outcomeOf(error: unknown, result: unknown): Outcome {
  if (error) return { error }
  const { rows, fields, command } = Object(result) as Partial<PgResult>
  return fields?.length ? { rows: rows?.length, data: rows, command } : { command }
}
