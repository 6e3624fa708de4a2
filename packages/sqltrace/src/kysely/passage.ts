import { isPlain, overlay } from '../runtime/overlay.js'
import type { Statement } from '../statement/statement.js'
import type { CompiledQuery } from './shapes.js'

/** What a copy of a compiled query is on its way as. */
interface Passage {
  readonly statement: Statement
  /** As the app compiled it. */
  readonly query: CompiledQuery
  copy: CompiledQuery | undefined
}

/**
 * A property that every copy of this package sees. An entry in a `WeakMap` for each query was a tenth of what tracing
 * adds to Kysely (bench "steps": the same, traced).
 */
const passage = Symbol.for('sqltrace/1/passage')

interface Travelling extends CompiledQuery {
  readonly [passage]?: Passage
}

/** A copy for one execution: the app may execute its compiled query many times at once. */
export function copyFor(statement: Statement, query: CompiledQuery): CompiledQuery {
  const own: Passage = { statement, query, copy: undefined }
  const copy: Travelling = isPlain(query)
    ? { ...query, [passage]: own }
    : overlay<Travelling>(query, { [passage]: own })
  own.copy = copy
  return copy
}

/** How that very copy is on its way, so that nobody traces it again; a copy of it may say something else. */
export function passageOf(query: CompiledQuery): Passage | undefined {
  const found = (query as Travelling | undefined)?.[passage]
  return found?.copy === query ? found : undefined
}
