import { usageError } from '../errors.js'
import { logEvent, type LogEvent } from '../grouping/log-event.js'
import { LogGroups, type LogGroup } from '../grouping/log-groups.js'
import { followLog } from '../sources/log/follow-log.js'
import { logChunks, logSize } from '../sources/log/log-chunks.js'
import type { LogEntry } from '../sources/log/log-entry.js'
import { parseChunks, readLog } from '../sources/log/read-log.js'
import { renderLogGroups } from '../views/logs-view.js'
import { startProgress } from '../views/progress.js'
import { standardOutput } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { eventToJson, groupToJson } from '../views/logs-json.js'
import { renderEvent } from '../views/log-event-view.js'

/** Options of `sqltrace logs`. */
export interface LogsOptions {
  readonly follow?: boolean
  readonly json?: boolean
  readonly limit: number
}

const megabyte = 1024 * 1024

/** Shows what the server's log tells, by line of code. */
export async function logs(files: readonly string[], options: LogsOptions): Promise<void> {
  if (files.length === 0 && process.stdin.isTTY) {
    throw usageError('No log to read: give its files, or pipe it in with "-".')
  }
  const given = files.length === 0 ? ['-'] : files
  if (options.follow) await follow(given, options)
  else await summarize(given, options)
}

async function summarize(files: readonly string[], { json, limit }: LogsOptions): Promise<void> {
  const groups = await collect(files)
  const terminal = standardOutput()
  const lines = json
    ? groups.map(groupToJson).map(visibleJson)
    : renderLogGroups(groups, limit, terminal)
  if (lines.length === 0 && !json) lines.push('Nothing slow, no errors, no waits in this log.')
  for (const line of lines) terminal.print(line)
}

async function collect(files: readonly string[]): Promise<LogGroup[]> {
  const sizes = await Promise.all(files.map(logSize))
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0)
  const progress = await startProgress('reading', Math.round(size / megabyte), 'MB')
  const groups = new LogGroups()
  let done = 0
  const count = (bytes: number) => progress.update(Math.round((done += bytes) / megabyte))
  for (const file of files)
    await readLog(
      file,
      takeEvents((event) => groups.add(event)),
      count,
    )
  progress.stop()
  return groups.groups
}

async function follow(files: readonly string[], { json }: LogsOptions): Promise<void> {
  const terminal = standardOutput()
  const show = (event: LogEvent) =>
    terminal.print(json ? visibleJson(eventToJson(event)) : renderEvent(event, terminal))
  await Promise.all(
    files.map(async (file) => {
      await logSize(file)
      const chunks = file === '-' ? logChunks(file, () => undefined) : followLog(file)
      await parseChunks(chunks, takeEvents(show))
    }),
  )
}

function takeEvents(take: (event: LogEvent) => void): (entry: LogEntry) => void {
  return (entry) => {
    const event = logEvent(entry)
    if (event !== undefined) take(event)
  }
}
