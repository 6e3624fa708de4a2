import { sameOutcome } from './harness/same-outcome.js'
import { kyselyTopics } from './scenarios/kysely-topics.js'

sameOutcome(kyselyTopics)
