import path from 'node:path'
import { compileFunction, createContext } from 'node:vm'
import { sourceMapSupport } from '../generated/source-map-support.js'
import type { Position } from './position.js'

/** The text of a map, and the file that contains it. */
interface MapText {
  readonly file: string
  readonly json: string
}

interface SourceMapSupport {
  mapSourcePosition(position: { source: string; line: number; column: number }): {
    readonly source: string
    readonly line: number | null
    readonly column: number | null
  }
}

/**
 * The original of a generated position, according to `source-map-support`. It caches everything that
 * it reads by path and forever, so each call gets its own instance, which can read only this map.
 */
export function mapSourcePosition(
  { file, json }: MapText,
  line: number,
  column: number,
): Position | undefined {
  const source = path.join(path.dirname(file), 'generated')
  const support = loadInstance({
    existsSync: () => true,
    readFileSync: (name) => (name === source ? '//# sourceMappingURL=map' : json),
  })
  const original = support.mapSourcePosition({ source, line, column: column - 1 })
  if (original.source === source || !original.line || original.column === null) return undefined
  return { path: original.source, line: original.line, column: original.column + 1 }
}

interface Files {
  existsSync(file: string): boolean
  readFileSync(file: string): string
}

interface Module {
  exports: unknown
}

type Program = (module: Module, exports: unknown, require: (name: string) => unknown) => void

let program: Program | undefined

function loadInstance(fs: Files): SourceMapSupport {
  const module: Module = { exports: {} }
  program ??= compileProgram()
  program(module, module.exports, (name) => (name === 'fs' ? fs : path))
  return module.exports as SourceMapSupport
}

function compileProgram(): Program {
  return compileFunction(sourceMapSupport, ['module', 'exports', 'require'], {
    parsingContext: createContext({ Buffer }),
  }) as Program
}
