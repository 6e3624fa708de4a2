import { readFileSync } from 'node:fs'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { CliError } from '../../model/cli-error.js'
import type { Place } from '../../model/place.js'

/** Maps a generated position to the original one; `undefined` if the map has none. */
export type Mapper = (place: Place) => Place | undefined

/** Reads a source map. Tags count columns from 1, maps from 0. */
export function readSourceMap(file: string): Mapper {
  const map = parseMap(file)
  return ({ line, column = 1 }) => {
    const { source, line: original } = originalPositionFor(map, { line, column: column - 1 })
    return source === null
      ? undefined
      : { path: source.replace(/^(?:\.\.?\/)+/, ''), line: original }
  }
}

function parseMap(file: string): TraceMap {
  try {
    return new TraceMap(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CliError(
      'SQLTRACE_SOURCE_MAP',
      `${file} is not a readable source map; pass the .map file of the deployed bundle to --map.`,
      { cause, exitCode: 2 },
    )
  }
}
