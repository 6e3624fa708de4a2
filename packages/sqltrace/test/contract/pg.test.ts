import { sameOutcome } from './harness/same-outcome.js'
import { pgTopics } from './scenarios/pg-topics.js'

sameOutcome(pgTopics)
