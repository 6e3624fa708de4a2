import { parseComment } from '@sqltrace/sqlcommenter'
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '@sqltrace/testing'
import type { Arguments } from './arguments.js'
import type { Closing } from './closing.js'
import { paintFor } from './paint.js'
import { Screen } from './screen.js'
import { collectorUrl, reachCollector, sendSpans } from './send-spans.js'
import { openServer } from './server.js'
import type { SlowRow } from './slow-row.js'
import { sourceLines } from './source-lines.js'
import { spanTree } from './span-tree.js'
import { page, visit } from './visit.js'
import { createWorkspace, type Workspace } from './workspace.js'

const paint = paintFor(process.stdout)
const screen = new Screen(paint, Math.min(process.stdout.columns ?? 100, 120))

/** Shows a slow statement of the app in the database console, with sqltrace and without. */
export async function demo(args: Arguments, closing: Closing, signal: AbortSignal): Promise<void> {
  const collector = collectorUrl(process.env)
  if (collector !== undefined) await reachCollector(collector)
  const stage = await setUp(args, closing, signal)
  await showTraced(stage)
  await showBare(stage)
  if (collector === undefined) return
  await sendSpans(stage.receiver, collector)
  screen.title(`Sent the spans to ${collector}; look for the service "school".`)
}

interface Stage {
  readonly workspace: Workspace
  readonly receiver: OtlpReceiver
  readonly closing: Closing
}

async function setUp(args: Arguments, closing: Closing, signal: AbortSignal): Promise<Stage> {
  screen.progress(args.url === undefined ? 'Starting PostgreSQL' : 'Connecting to PostgreSQL')
  const server = await openServer(args, closing, signal)
  screen.progress('Creating the data of a school')
  const workspace = await createWorkspace(server, closing)
  const receiver = await startOtlpReceiver()
  closing.add(() => receiver.stop())
  return { workspace, receiver, closing }
}

async function showTraced({ workspace, receiver, closing }: Stage): Promise<void> {
  const { students, views } = workspace.size
  screen.progress(`${students} students, ${views} lesson views; requesting GET ${page}`)
  const endpoint = `${receiver.url}/v1/traces`
  const env = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '50' }
  const { row, finish, abandon } = await visit(workspace, env, closing)
  const place = await showRow(row)
  await finish()
  await showSpans(receiver, place)
  await abandon()
}

async function showBare({ workspace, closing }: Stage): Promise<void> {
  screen.progress('Requesting the same page with SQLTRACE_DISABLED=true')
  const env = { SQLTRACE_DISABLED: 'true', OTEL_TRACES_SAMPLER: 'always_off' }
  const { row, abandon } = await visit(workspace, env, closing)
  if (row.query.includes('/*'))
    throw new Error(`The row without sqltrace has a comment: ${row.query}`)
  screen.title('5  The same row without sqltrace')
  screen.row(row)
  screen.remark('Nothing in it shows where it came from.')
  await abandon()
}

interface Place {
  readonly file: string
  readonly route: string
}

async function showRow(row: SlowRow): Promise<Place> {
  const tags = parseComment(row.query)
  const { file, route } = tags
  if (file === undefined || route === undefined)
    throw new Error(`The row has no file or no route: ${row.query}`)
  screen.title(`1  The database console, while GET ${page} loads`)
  screen.row(row)
  screen.title('2  The tag, decoded')
  screen.tags(tags)
  screen.title(`3  The line that sent it: ${file}`)
  screen.lines(await sourceLines(file, paint))
  return { file, route }
}

async function showSpans(receiver: OtlpReceiver, { file, route }: Place): Promise<void> {
  const statement = await receiver.waitFor((span) => placeOf(span) === file)
  const known = statement.attributes['sqltrace.http.route']
  if (known !== route) throw new Error(`The span has another route: ${String(known)}`)
  const { traceId } = statement
  const root = await receiver.waitFor((span) => span.traceId === traceId && !span.parentSpanId)
  screen.title("4  The request's spans, as received over OTLP")
  screen.lines(spanTree(root, receiver.spans(), paint))
}

function placeOf({ attributes }: ReceivedSpan): string {
  return `${String(attributes['code.file.path'])}:${String(attributes['code.line.number'])}`
}
