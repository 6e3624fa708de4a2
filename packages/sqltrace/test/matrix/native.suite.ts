import { sameOutcome } from '../contract/harness/same-outcome.js'
import type { Scenario, Scenarios } from '../contract/harness/scenario.js'
import { pgMethods } from '../contract/scenarios/method-shapes.js'
import { namedStatements } from '../contract/scenarios/named-statements.js'
import { pgQueries } from '../contract/scenarios/pg-queries.js'
import { pgTransactions } from '../contract/scenarios/pg-transactions.js'

/** What the native client does not support, or does not survive even without us. */
const unsupported = new Set([
  'a number',
  'a callback that is not a function',
  'a value whose preparation throws',
  'a callback that throws',
  'the helpers of a client',
  'a deadlock',
])

const supported = (scenarios: Scenarios): Scenarios =>
  Object.fromEntries(Object.entries(scenarios).filter(([name]) => !unsupported.has(name)))

sameOutcome({
  'a query of pg.native': supported(pgQueries),
  'a named statement of pg.native': supported(namedStatements),
  'a transaction of pg.native': supported(pgTransactions),
  'the methods of pg.native': { 'of a Query': pgMethods['of a Query'] as Scenario },
})
