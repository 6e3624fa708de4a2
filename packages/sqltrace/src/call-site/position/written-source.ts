import { readCallText } from '../own-code/call-text.js'
import { generatedSource } from './generated-source.js'
import { ownFile } from '../own-code/own-file.js'
import { framePosition } from './position-source.js'
import type { PositionSource } from './position-source.js'

/** Nobody writes beyond this column by hand. */
const lastWrittenColumn = 500

/** For text without a source map URL: it is the source itself, unless it looks like a bundle. */
export function writtenSource(path: string, text: string): PositionSource {
  const generated = generatedSource(path, readCallText(text))
  return (frame, depth) => {
    const position = framePosition(path, frame)
    const isBundle = position.column > lastWrittenColumn || path === ownFile()
    return isBundle ? generated(frame, depth) : { ...position, mapped: true }
  }
}
