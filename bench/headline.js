import { addedCpu } from './queries/part.js'

/** The line of the top README. */
export function headline({ found }, machine) {
  const added = (name) => `${addedCpu(found, name).median.toFixed(0)} µs`
  return [
    `CPU time added to a query of pg: ${added('pg, sqltrace: tags')} for tags,`,
    `${added('pg, sqltrace: tags, spans, metrics, route')} for tags, spans, metrics and route;`,
    `${added('pg, instrumentation-pg: spans')} for @opentelemetry/instrumentation-pg with spans,`,
    `${added('pg, instrumentation-pg: spans, comments')} with its comments,`,
    `${added('pg, instrumentation-pg: spans, metrics, comments')} with the same metrics too`,
    `(\`npm run bench\`; ${machine}).`,
  ].join('\n')
}
