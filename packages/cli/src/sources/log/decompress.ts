import { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { CliError } from '../../model/cli-error.js'

interface Packing {
  readonly name: string
  readonly magic: readonly number[]
  readonly command: string
  readonly unpack?: () => NodeJS.ReadWriteStream
}

const chunkSize = 1024 * 1024

/** Node.js has zstd since 22.15 and 23.8. */
const { createZstdDecompress } = zlib as unknown as {
  createZstdDecompress?: (options: { chunkSize: number }) => NodeJS.ReadWriteStream
}

const packings: readonly Packing[] = [
  {
    // https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
    name: 'gzip',
    magic: [0x1f, 0x8b],
    command: 'gzip -dc',
    unpack: () => zlib.createGunzip({ chunkSize }),
  },
  {
    // https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
    name: 'zstd',
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    command: 'zstd -dc',
    ...(createZstdDecompress && { unpack: () => createZstdDecompress({ chunkSize }) }),
  },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], command: 'bzip2 -dc' },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], command: 'xz -dc' },
  { name: 'lz4', magic: [0x04, 0x22, 0x4d, 0x18], command: 'lz4 -dc' },
  { name: 'zip', magic: [0x50, 0x4b, 0x03, 0x04], command: 'unzip -p' },
]

/** The bytes of a file, decompressed if necessary. */
export async function* decompress(
  chunks: AsyncGenerator<Buffer>,
  file: string,
): AsyncGenerator<Buffer> {
  const first = await firstBytes(chunks)
  if (first.length === 0) return
  const all = prepend(first, chunks)
  const packing = packings.find(({ magic }) => magic.every((byte, index) => first[index] === byte))
  if (packing === undefined) yield* all
  else if (packing.unpack === undefined) throw unsupported(packing, file)
  else yield* Readable.from(all).pipe(packing.unpack()) as unknown as AsyncIterable<Buffer>
}

function unsupported({ name, command }: Packing, file: string): CliError {
  const source = file === '-' ? 'standard input' : file
  const argument = file === '-' ? 'FILE' : file
  return new CliError(
    'SQLTRACE_LOG_FILE',
    `${source} is compressed with ${name}; run: ${command} ${argument} | sqltrace logs -`,
  )
}

/** The first chunk of a pipe may be shorter than the magic number. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0)
  while (first.length < 8) {
    const { value, done } = await chunks.next()
    if (done) break
    first = first.length === 0 ? value : Buffer.concat([first, value])
  }
  return first
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}
