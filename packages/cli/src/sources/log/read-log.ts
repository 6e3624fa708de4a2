import { logChunks } from './log-chunks.js'
import type { LogEntry, LogParser } from './log-entry.js'
import { parserFor } from './log-parser.js'

/** A single entry that is longer is cut here: memory stays constant whatever the file holds. */
const longestEntry = 16 * 1024 * 1024

/** Reads a log of any format from its beginning to its end. */
export function readLog(
  file: string,
  take: (entry: LogEntry) => void,
  count: (bytes: number) => void = () => undefined,
): Promise<void> {
  return parseChunks(logChunks(file, count), take)
}

/** Parses chunks of a log; its first line tells the format. */
export async function parseChunks(
  chunks: AsyncIterable<Buffer>,
  take: (entry: LogEntry) => void,
): Promise<void> {
  let rest = ''
  let parser: LogParser | undefined
  for await (const chunk of chunks) {
    const text = rest + chunk.toString('latin1')
    parser ??= text.includes('\n') ? parserFor(text) : undefined
    rest = parser === undefined ? text : parser.parse(text, take)
    if (rest.length > longestEntry) rest = ''
  }
  const last = parser ?? parserFor(rest)
  last.finish(rest, take)
}
