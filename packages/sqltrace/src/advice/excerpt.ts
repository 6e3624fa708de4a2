import { resolve } from 'node:path'
import { visible } from '@sqltrace/sqlcommenter'
import { readRegularFile } from '../runtime/read-regular-file.js'

/** No source file written by hand is larger. */
const maxBytes = 4 * 1024 * 1024

/** A line of source with its number. */
export interface SourceLine {
  readonly line: number
  readonly text: string
}

/** The line at a position with its neighbors; empty if the source is missing. */
export function excerpt(root: string, position: string, around = 1): SourceLine[] {
  const { path, line } = parsePosition(position)
  return readLines(resolve(root, path))
    .map((text, index) => ({ line: index + 1, text: visible(text.replaceAll('\t', ' ')) }))
    .slice(Math.max(0, line - 1 - around), line + around)
}

/** Splits `path:line` and `path:line:column`. */
export function parsePosition(position: string): { readonly path: string; readonly line: number } {
  const [, path = position, line = '0'] = /^(.+?):(\d+)(?::\d+)?$/.exec(position) ?? []
  return { path, line: Number(line) }
}

function readLines(file: string): string[] {
  try {
    return readRegularFile(file, maxBytes).toString().split(/\r?\n/)
  } catch {
    return []
  }
}
