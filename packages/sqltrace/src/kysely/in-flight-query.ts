import { isPlain, overlay } from '../runtime/overlay.js'
import type { Statement } from '../statement/statement.js'
import type { CompiledQuery } from './shapes.js'

/** A copy of a compiled query on its way from the executor to the connection. */
export interface InFlightQuery {
  readonly statement: Statement
  /** As the app compiled it. */
  readonly query: CompiledQuery
  copy: CompiledQuery | undefined
}

/**
 * A property that every copy of this package sees. An entry in a `WeakMap` for each query was a tenth of what tracing
 * adds to Kysely (bench "steps": the same, traced).
 */
const inFlight = Symbol.for('sqltrace/1/in-flight')

interface MarkedQuery extends CompiledQuery {
  readonly [inFlight]?: InFlightQuery
}

/** A copy for one execution: the app may execute its compiled query many times at once. */
export function inFlightCopy(statement: Statement, query: CompiledQuery): CompiledQuery {
  const own: InFlightQuery = { statement, query, copy: undefined }
  const copy: MarkedQuery = isPlain(query)
    ? { ...query, [inFlight]: own }
    : overlay<MarkedQuery>(query, { [inFlight]: own })
  own.copy = copy
  return copy
}

/** What that very copy is on its way as, so that nobody traces it again; a copy of it may say something else. */
export function inFlightQuery(query: CompiledQuery): InFlightQuery | undefined {
  const found = (query as MarkedQuery | undefined)?.[inFlight]
  return found?.copy === query ? found : undefined
}
