import { sameOutcome } from '../contract/harness/same-outcome.js'
import { kyselyPlugins } from '../contract/scenarios/kysely-plugins.js'
import { kyselyQueries } from '../contract/scenarios/kysely-queries.js'
import { kyselyStreams } from '../contract/scenarios/kysely-streams.js'
import { kyselyTransactions } from '../contract/scenarios/kysely-transactions.js'
import { pgQueries } from '../contract/scenarios/pg-queries.js'
import { pgbouncerConsole } from './pgbouncer-console.js'
import { startPooledShop } from './start-pooled-shop.js'

sameOutcome(
  {
    'a query of pg': pgQueries,
    'a query of Kysely': kyselyQueries,
    'a plugin of Kysely': kyselyPlugins,
    'a transaction of Kysely': kyselyTransactions,
    'a stream of Kysely': kyselyStreams,
    'the console': pgbouncerConsole,
  },
  startPooledShop,
)
