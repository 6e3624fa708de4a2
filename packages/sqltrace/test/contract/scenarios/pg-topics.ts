import type { Topics } from '../harness/scenario.js'
import { asyncContext } from './async-context.js'
import { pgMethods } from './method-shapes.js'
import { namedStatements } from './named-statements.js'
import { ownConfigs } from './own-objects.js'
import { pgEvents } from './pg-events.js'
import { pgQueries } from './pg-queries.js'
import { pgTransactions } from './pg-transactions.js'
import { pool } from './pool.js'
import { replication } from './replication.js'
import { submittables } from './submittables.js'

/** What an app does with pg. */
export const pgTopics: Topics = {
  'a query': pgQueries,
  'a custom config': ownConfigs,
  'an event': pgEvents,
  'a transaction': pgTransactions,
  'a named statement': namedStatements,
  'a submittable': submittables,
  'a pool': pool,
  'a replication connection': replication,
  'async context': asyncContext,
  'the methods': pgMethods,
}
