import type { Attributes } from '@opentelemetry/api'
import { describe } from '../query/query-text.js'
import { failureAttributes } from './failure-attributes.js'
import type { Outcome, Query, Server } from '../query/query.js'
import { serverAttributes } from './query-attributes.js'
import { instruments } from './instruments.js'

/** Source: OpenTelemetry semantic conventions 1.45, "Database client metrics". */
const histogram = instruments((meter) =>
  meter.createHistogram('db.client.operation.duration', {
    description: 'Duration of database client operations.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
  }),
)

/** Records the duration of a statement, given in milliseconds. */
export function recordDuration(
  query: Query,
  server: Server | undefined,
  milliseconds: number,
  outcome: Outcome,
): void {
  const duration = histogram()
  if (!duration) return
  const attributes: Attributes = {
    'db.system.name': query.system ?? 'postgresql',
    'db.query.summary': describe(query.sql).summary,
    ...(server && serverAttributes(server)),
    ...failureAttributes(outcome),
  }
  if (query.operation) attributes['db.operation.name'] = query.operation
  if (query.collection) attributes['db.collection.name'] = query.collection
  duration.record(milliseconds / 1000, attributes)
}
