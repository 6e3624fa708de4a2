import path from 'node:path'
import { compileFunction, createContext } from 'node:vm'
import { sourceMapSupport } from './generated/source-map-support.js'

/** A place in a file, both counted from 1. */
export interface Position {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** The text of a source map, and the file that it stands in: its sources are relative to that one. */
export interface MapText {
  readonly file: string
  readonly json: string
}

/** The original of a generated position, or `undefined` where the map doesn't know it. */
export type PositionMapper = (line: number, column: number) => Position | undefined

interface SourceMapSupport {
  mapSourcePosition(position: { source: string; line: number; column: number }): {
    source: string
    line: number | null
    column: number | null
  }
}

/**
 * Reads a map with `source-map-support`. That keeps every file by its path for ever, so each map
 * gets an instance of its own, which reads nothing but this map and goes when the mapper goes.
 */
export function createMapper(map: MapText): PositionMapper {
  const source = path.join(path.dirname(map.file), 'generated')
  const { mapSourcePosition } = loadSourceMapSupport({
    existsSync: () => true,
    readFileSync: (file) => (file === source ? '//# sourceMappingURL=map' : map.json),
  })
  return (line, column) => {
    const original = mapSourcePosition({ source, line, column: column - 1 })
    if (original.source === source || !original.line || original.column === null) return undefined
    return { path: original.source, line: original.line, column: original.column + 1 }
  }
}

interface Files {
  existsSync(file: string): boolean
  readFileSync(file: string): string
}

type Program = (
  module: { exports: unknown },
  exports: unknown,
  require: (name: string) => unknown,
) => void

let program: Program | undefined

function loadSourceMapSupport(fs: Files): SourceMapSupport {
  const module = { exports: {} }
  program ??= compileFunction(sourceMapSupport, ['module', 'exports', 'require'], {
    parsingContext: createContext({ Buffer }),
  }) as Program
  program(module, module.exports, (name) => (name === 'fs' ? fs : path))
  return module.exports as SourceMapSupport
}
