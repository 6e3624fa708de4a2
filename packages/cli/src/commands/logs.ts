import { CliError, usageError } from '../model/cli-error.js'
import { LogCollection } from '../analysis/logs/log-collection.js'
import { LogGroups } from '../analysis/logs/log-groups.js'
import type { LogEvent } from '../analysis/logs/log-event.js'
import type { LogCriteria } from '../analysis/logs/log-filter.js'
import type { LogGrouping } from '../analysis/logs/names-of.js'
import { callsFor, type LogShare } from '../analysis/logs/log-share.js'
import { followLog } from '../sources/log/follow-log.js'
import { logChunks, logSize } from '../sources/log/log-chunks.js'
import type { LogCounts } from '../sources/log/log-counts.js'
import { parseChunks, readLog } from '../sources/log/read-log.js'
import { wantedTime } from '../sources/log/wanted-time.js'
import { whenIdle } from '../sources/log/when-idle.js'
import { renderEvent } from '../views/render-event.js'
import { eventToJson, groupToJson, summaryToJson } from '../views/group-to-json.js'
import { logsNotes, type LogsSummary } from '../views/logs-notes.js'
import { renderLogGroups } from '../views/render-log-groups.js'
import type { StartProgress } from '../model/progress.js'
import { standardOutput } from '../views/terminal.js'
import { wrapWords } from '../views/wrap-words.js'
import { visibleJson } from '../views/visible.js'

/** Options of `sqltrace logs`. */
export interface LogsOptions extends Partial<Readonly<Record<LogGrouping, string>>> {
  readonly follow?: boolean
  readonly json?: boolean
  readonly startProgress: StartProgress
  readonly limit: number
  readonly by: LogGrouping
  readonly since?: string
  readonly until?: string
  readonly sampleRate: number
  readonly sampledBelow?: number
}

const megabyte = 1024 * 1024

/** Shows the events in the server's log, by line of code. */
export async function logs(files: readonly string[], options: LogsOptions): Promise<void> {
  if (files.length === 0 && process.stdin.isTTY) {
    throw usageError('No log to read; name the log files, or pipe one in with "-".')
  }
  const given = files.length === 0 ? ['-'] : files
  if (options.follow) await follow(given, options)
  else await summarize(given, options)
}

async function summarize(files: readonly string[], options: LogsOptions): Promise<void> {
  const share = shareOf(options)
  const groups = new LogGroups(options.by, (event) => callsFor(event, share))
  const collection = new LogCollection(criteriaOf(options), (event, entry) =>
    groups.add(event, entry),
  )
  const { counts, reasons } = await readAll(files, collection, options)
  if (counts.length > 0) print(groups, summaryOf(counts, collection, groups, share), options)
  if (reasons.length > 0) throw unreadable(reasons)
}

interface ReadLogs {
  readonly counts: readonly LogCounts[]
  /** A sentence for each file without a readable entry. */
  readonly reasons: readonly string[]
}

async function readAll(
  files: readonly string[],
  collection: LogCollection,
  { startProgress }: LogsOptions,
): Promise<ReadLogs> {
  const sizes = await Promise.all(files.map(logSize))
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0)
  const progress = await startProgress('reading', Math.round(size / megabyte), 'MB')
  const counts: LogCounts[] = []
  const reasons: string[] = []
  let done = 0
  const count = (bytes: number) => progress.update(Math.round((done += bytes) / megabyte))
  for (const file of files) {
    const read = await readLog(file, (entry) => collection.add(entry), count)
    if (read.reason === undefined) counts.push(read)
    else reasons.push(sentence(file, read.reason))
  }
  progress.stop()
  return { counts, reasons }
}

function print(groups: LogGroups, summary: LogsSummary, { json, limit, by }: LogsOptions): void {
  const terminal = standardOutput()
  const lines = json
    ? [...groups.groups.map((group) => groupToJson(group, by)), summaryToJson(summary)].map(
        visibleJson,
      )
    : [
        ...renderLogGroups(groups.groups, by, limit, terminal),
        ...wrapWords(logsNotes(summary), terminal.columns),
      ]
  for (const line of lines) terminal.print(line)
}

function summaryOf(
  counts: readonly LogCounts[],
  { filter, durationsAlone, shortest }: LogCollection,
  groups: LogGroups,
  share: LogShare,
): LogsSummary {
  if (filter.zoneless > 0)
    throw usageError(
      "The log's time zone is unknown; write --since and --until in the log's local time, without a zone.",
    )
  const sum = (of: (one: LogCounts) => number) => counts.reduce((total, one) => total + of(one), 0)
  return {
    entries: sum(({ entries }) => entries),
    missed: sum(({ missed }) => missed),
    shortened: sum(({ shortened }) => shortened),
    foreign: [...new Set(counts.flatMap(({ foreign }) => foreign))],
    events: groups.groups.length,
    timeless: filter.timeless,
    outOfTime: filter.outOfTime,
    unwanted: filter.unwanted,
    durationsAlone,
    shortest,
    share,
  }
}

async function follow(files: readonly string[], options: LogsOptions): Promise<void> {
  const { json } = options
  const terminal = standardOutput()
  const show = (event: LogEvent) =>
    terminal.print(json ? visibleJson(eventToJson(event)) : renderEvent(event, terminal))
  await Promise.all(
    files.map(async (file) => {
      await logSize(file)
      const collection = new LogCollection(criteriaOf(options), show)
      const chunks = file === '-' ? logChunks(file, () => undefined) : followLog(file)
      const read = await parseChunks(whenIdle(chunks), (entry) => collection.add(entry))
      if (read.reason !== undefined) throw unreadable([sentence(file, read.reason)])
    }),
  )
}

function sentence(file: string, reason: string): string {
  return `${file === '-' ? 'standard input' : file} ${reason}`
}

function unreadable(sentences: readonly string[]): CliError {
  return new CliError('SQLTRACE_LOG_FILE', sentences.join(' '))
}

function criteriaOf({ since, until, ...names }: LogsOptions): LogCriteria {
  return {
    since: since === undefined ? undefined : wantedTime(since, '--since'),
    until: until === undefined ? undefined : wantedTime(until, '--until'),
    names,
  }
}

function shareOf({ sampleRate, sampledBelow }: LogsOptions): LogShare {
  return { rate: sampleRate, wholeFrom: sampledBelow ?? Number.POSITIVE_INFINITY }
}
