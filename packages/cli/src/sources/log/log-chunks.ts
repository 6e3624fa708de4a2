import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CliError } from '../../errors.js'
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
  const damaged = 'unpack what is readable with "gzip -dc" and pipe it in.'
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist; "show log_directory" on the server says where the logs are.',
    EACCES: 'cannot be read by this user; use sudo, or pipe it in.',
    EISDIR: 'is a directory; name the files in it.',
    Z_DATA_ERROR: `is a damaged gzip file; ${damaged}`,
    Z_BUF_ERROR: `is a gzip file that ends too early; ${damaged}`,
  }
  const reason =
    reasons[cause.code ?? ''] ??
    `cannot be read (${cause.code ?? cause.message}); pipe it in instead.`
  return new CliError('SQLTRACE_LOG_FILE', `${source} ${reason}`, { cause })
}
