import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CliError } from '../../model/cli-error.js'
import { decompress } from './decompress.js'

const chunkSize = 256 * 1024

/** Bytes of a file, or of the files' stream `-`. `count` is told how many bytes were read. */
export async function* logChunks(
  file: string,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkSize })
  try {
    yield* decompress(counted(input, count), file)
  } catch (cause) {
    throw cause instanceof CliError ? cause : logError(file, cause as NodeJS.ErrnoException)
  }
}

/** How big a file is; 0 for a stream. */
export async function logSize(file: string): Promise<number> {
  if (file === '-') return 0
  const { size } = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw logError(file, cause)
  })
  return size
}

async function* counted(
  input: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    count(chunk.length)
    yield chunk
  }
}

function logError(file: string, cause: NodeJS.ErrnoException): CliError {
  const source = file === '-' ? 'standard input' : file
  const damaged = 'decompress what is left with "gzip -dc" and pipe it in.'
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist; run "show log_directory" on the server to find its logs.',
    EACCES: 'is not readable by this user; use sudo, or pipe it in.',
    EISDIR: 'is a directory; give the files in it.',
    Z_DATA_ERROR: `is a damaged gzip file; ${damaged}`,
    Z_BUF_ERROR: `is a truncated gzip file; ${damaged}`,
  }
  const reason =
    reasons[cause.code ?? ''] ??
    `cannot be read (${cause.code ?? cause.message}); pipe it in instead.`
  return new CliError('SQLTRACE_LOG_FILE', `${source} ${reason}`, { cause })
}
