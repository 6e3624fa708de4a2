import { FrameInspector } from '../../packages/sqltrace/dist/esm/call-site/frame-inspector.js'
import { OwnCode } from '../../packages/sqltrace/dist/esm/call-site/own-code/own-code.js'
import { matchPaths } from '../../packages/sqltrace/dist/esm/call-site/own-code/match-paths.js'
import { defaultRoot } from '../../packages/sqltrace/dist/esm/call-site/own-code/find-root.js'

export { makeCapture } from '../../packages/sqltrace/dist/esm/call-site/stack/capture.js'
export { recordDuration } from '../../packages/sqltrace/dist/esm/telemetry/record-duration.js'
export { startWait } from '../../packages/sqltrace/dist/esm/telemetry/measure-pool.js'
export { resolveOptions } from '../../packages/sqltrace/dist/esm/options/resolve-options.js'
export { bindContext } from '../../packages/sqltrace/dist/esm/pg/bind-context.js'
export { endSpan } from '../../packages/sqltrace/dist/esm/telemetry/end-span.js'
export { spanTracer } from '../../packages/sqltrace/dist/esm/telemetry/span-tracer.js'
export { startSpan } from '../../packages/sqltrace/dist/esm/telemetry/start-span.js'
export { statementTags } from '../../packages/sqltrace/dist/esm/comment/statement-tags.js'
export { Instrumentation } from '../../packages/sqltrace/dist/esm/statement/instrumentation.js'
export { ConnectionState } from '../../packages/sqltrace/dist/esm/transaction/connection-state.js'

export const frameInspector = ({ ignore }) =>
  new FrameInspector(new OwnCode(defaultRoot()), matchPaths(ignore))
