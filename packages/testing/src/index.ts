export { activity, type ActivityRow } from './activity.js'
export { freePort } from './postgres/free-port.js'
export { startPgbouncer, type Pgbouncer } from './pgbouncer/start-pgbouncer.js'
export type { Postgres } from './postgres/postgres.js'
export { startPostgres, type PostgresOptions } from './postgres/start-postgres.js'
export { runNode, type RunOptions, type RunResult } from './run-node.js'
export { hasProgram, reportMissing } from './requirements.js'
export { statements, type LoggedStatement } from './statements.js'
export { untilIdle } from './until-idle.js'
export { temporaryFolder, type TemporaryFolder } from './temporary-folder.js'
export type { ReceivedSpan } from './otlp/received-span.js'
export {
  startOtlpReceiver,
  type OtlpReceiver,
  type OtlpRequest,
} from './otlp/start-otlp-receiver.js'
