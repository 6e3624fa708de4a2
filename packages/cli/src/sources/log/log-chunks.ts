import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CliError } from '../../errors.js'

const chunkSize = 1024 * 1024

/** Bytes of a file, or of the files' stream `-`. `count` is told how many bytes were read. */
export async function* logChunks(
  file: string,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkSize })
  try {
    yield* unpacked(counted(input, count))
  } catch (cause) {
    throw logError(file, cause as NodeJS.ErrnoException)
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

async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { value: first, done } = await chunks.next()
  if (done) return
  const all = prepend(first, chunks)
  if (isGzip(first))
    yield* Readable.from(all).pipe(createGunzip({ chunkSize })) as AsyncIterable<Buffer>
  else yield* all
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1 */
function isGzip(chunk: Buffer): boolean {
  return chunk[0] === 0x1f && chunk[1] === 0x8b
}

function logError(file: string, cause: NodeJS.ErrnoException): CliError {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'is not there; "show log_directory" on the server tells where the logs are.',
    EACCES: 'may not be read by this user; use sudo or pipe it in.',
    EISDIR: 'is a folder; give the files in it.',
    Z_DATA_ERROR:
      'is a damaged gzip file; unpack what is left of it with "gzip -dc" and pipe it in.',
    Z_BUF_ERROR:
      'is a gzip file that ends too early; unpack what is left of it with "gzip -dc" and pipe it in.',
  }
  const reason =
    reasons[cause.code ?? ''] ??
    `can't be read (${cause.code ?? cause.message}); pipe it in instead.`
  return new CliError('SQLTRACE_LOG_FILE', `${file} ${reason}`, { cause })
}
