import { shared } from '../shared.js'
import type { Statement } from '../statement/statement.js'
import type { CompiledQuery } from './shapes.js'

/** The statement that a compiled query is on its way as: nobody traces it again. */
export const statements = shared('statements', () => new WeakMap<CompiledQuery, Statement>())

/** A copy for one execution: the app may execute its compiled query many times at once. */
export function copyFor(statement: Statement, query: CompiledQuery): CompiledQuery {
  const copy = { ...query }
  statements.set(copy, statement)
  return copy
}
