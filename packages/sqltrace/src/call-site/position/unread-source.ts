import { isAscii } from 'node:buffer'
import { limits } from '../../runtime/limits.js'
import { type CallTextReader, readCallText } from '../own-code/call-text.js'
import { generatedSource } from './generated-source.js'
import { unknownSource } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { readRegularFile } from '../../runtime/read-regular-file.js'

/**
 * For a large script while the worker reads it: V8's generated positions, if the text at a call can be read within 20 ms.
 * In ASCII text V8's offsets are bytes, so nothing needs to be decoded.
 */
export function unreadSource(path: string): PositionSource {
  const bytes = read(path)
  if (!bytes) return unknownSource
  if (isAscii(bytes)) return generatedSource(path, readBytes(bytes))
  return bytes.length > limits.decodedWhileLoading
    ? unknownSource
    : generatedSource(path, readCallText(bytes.toString().replace(/^\uFEFF/, '')))
}

function read(path: string): Buffer | undefined {
  try {
    return readRegularFile(path, limits.readWhileLoading)
  } catch {
    return undefined
  }
}

const width = 60

function readBytes(bytes: Buffer): CallTextReader {
  return (offset) => ({
    before: bytes.toString('latin1', Math.max(0, offset - width), offset),
    after: bytes.toString('latin1', offset, Math.min(bytes.length, offset + width)),
  })
}
