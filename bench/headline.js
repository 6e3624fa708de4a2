import { addedCpu } from './queries/part.js'
import { table } from './report/table.js'

const shown = [
  'pg, sqltrace: tags',
  'pg, sqltrace: tags, spans, metrics, route',
  'pg, instrumentation-pg: spans',
  'pg, instrumentation-pg: spans, comments',
  'pg, instrumentation-pg: spans, metrics, comments',
  'kysely, sqltrace: tags, spans, metrics, route',
  'kysely, kysely-opentelemetry: spans, metrics',
]

/** The table for docs/performance.md. */
export function headline({ found }, machine) {
  const rows = shown.map((name) => [name, `${addedCpu(found, name).median.toFixed(0)} µs`])
  return `${table(['', 'added CPU time per query'], rows)}\n\n${machine}`
}
