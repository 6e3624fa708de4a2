import { isPlain, overlay } from '../runtime/overlay.js'
import type { Statement } from '../statement/statement.js'
import type { CompiledQuery } from './shapes.js'

/** A copy of a compiled query, between the executor and the connection. */
export interface InFlightQuery {
  readonly statement: Statement
  /** As the app compiled it. */
  readonly query: CompiledQuery
  copy: CompiledQuery | undefined
}

/**
 * A property that every copy of this package can see. A `WeakMap` entry per query was a tenth of the cost of tracing Kysely
 * (bench "steps": Kysely without a database, traced).
 */
const inFlight = Symbol.for('sqltrace/1/in-flight')

interface MarkedQuery extends CompiledQuery {
  readonly [inFlight]?: InFlightQuery
}

/** A copy for one execution: the app may execute the same compiled query concurrently. */
export function inFlightCopy(statement: Statement, query: CompiledQuery): CompiledQuery {
  const own: InFlightQuery = { statement, query, copy: undefined }
  const copy: MarkedQuery = isPlain(query)
    ? { ...query, [inFlight]: own }
    : overlay<MarkedQuery>(query, { [inFlight]: own })
  own.copy = copy
  return copy
}

/** The in-flight query of exactly this copy, so that it isn't traced twice. A copy of the copy may have another text. */
export function inFlightQuery(query: CompiledQuery): InFlightQuery | undefined {
  const found = (query as MarkedQuery | undefined)?.[inFlight]
  return found?.copy === query ? found : undefined
}
