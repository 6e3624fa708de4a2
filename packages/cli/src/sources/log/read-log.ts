import { logChunks } from './log-chunks.js'
import { LogCounts } from './log-counts.js'
import type { LogEntry } from '../../model/log-entry.js'
import { TextDecoding } from './text-decoding.js'
import { pieceSize, TextReader } from './text-reader.js'

/** Reads a log of any format from beginning to end. */
export function readLog(
  file: string,
  take: (entry: LogEntry) => void,
  count: (bytes: number) => void = () => undefined,
): Promise<LogCounts> {
  return parseChunks(logChunks(file, count), take)
}

/** Parses chunks of a log. An empty chunk means that nothing follows for a while. */
export async function parseChunks(
  chunks: AsyncIterable<Buffer>,
  take: (entry: LogEntry) => void,
): Promise<LogCounts> {
  const counts = new LogCounts(take)
  const reader = new TextReader(counts)
  const decoding = new TextDecoding()
  for await (const chunk of chunks) {
    if (chunk.length === 0) reader.idle()
    for (let at = 0; at < chunk.length; at += pieceSize) {
      reader.push(decoding.text(chunk.subarray(at, at + pieceSize)))
      reader.flush()
    }
  }
  reader.finish()
  return counts
}
