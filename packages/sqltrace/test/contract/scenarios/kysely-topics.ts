import type { Topics } from '../harness/scenario.js'
import { kyselyInstances } from './kysely-instances.js'
import { kyselyPlugins } from './kysely-plugins.js'
import { kyselyQueries } from './kysely-queries.js'
import { kyselySignals } from './kysely-signals.js'
import { kyselyStreams } from './kysely-streams.js'
import { kyselyTransactions } from './kysely-transactions.js'
import { kyselyMethods } from './method-shapes.js'
import { migrator } from './migrator.js'
import { ownQueries } from './own-objects.js'

/** What an app does with Kysely. */
export const kyselyTopics: Topics = {
  'a query': kyselyQueries,
  'a custom object': ownQueries,
  'a plugin': kyselyPlugins,
  'a transaction': kyselyTransactions,
  'a stream': kyselyStreams,
  'an abort signal': kyselySignals,
  'a migrator': migrator,
  'an instance': kyselyInstances,
  'the methods': kyselyMethods,
}
