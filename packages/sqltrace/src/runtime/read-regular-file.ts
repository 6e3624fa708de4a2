import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'

/** Does not block on a FIFO; Windows has neither FIFOs in its file system nor the flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** Bytes of any file that we read; the worker's maps may be this large. */
const maxBytes = 256 * 1024 * 1024

/** Bytes of a `package.json`. */
export const maxManifest = 1024 * 1024

/**
 * The content of a file. A path may lead to anything, and a FIFO or a device would never end, so anything that isn't a
 * regular file or is too large throws before it is read. Reads no more than the file's size when it was opened.
 */
export function readRegularFile(path: string, limit = maxBytes): Buffer {
  return withRegularFile(path, (file, size) => {
    if (size > limit) throw new Error(`${path} is larger than ${limit} bytes`)
    return readPart(file, 0, size)
  })
}

/** The last bytes of a file, at most `count`. */
export function readEnd(path: string, count: number): Buffer {
  return withRegularFile(path, (file, size) => {
    const length = Math.min(count, size)
    return readPart(file, size - length, length)
  })
}

/** The size of a regular file; throws for anything else. */
export function regularFileSize(path: string): number {
  const stats = statSync(path)
  if (!stats.isFile()) throw new Error(`${path} is not a regular file`)
  return stats.size
}

function withRegularFile<T>(path: string, use: (file: number, size: number) => T): T {
  const file = openSync(path, flags)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new Error(`${path} is not a regular file`)
    return use(file, stats.size)
  } finally {
    closeSync(file)
  }
}

function readPart(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const count = readSync(file, bytes, read, length - read, position + read)
    if (count === 0) break
    read += count
  }
  return bytes.subarray(0, read)
}
