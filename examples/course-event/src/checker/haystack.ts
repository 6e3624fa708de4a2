import type { Source } from './sources.js'

/** How far a text search for a statement gets. */
export interface Haystack {
  /** Lines that contain one of its names, and the files that contain these lines. */
  readonly places: number
  readonly files: number
  /** Lines that contain all of its names. */
  readonly complete: number
}

/** Searches the sources for a statement's tables and columns. */
export function searchFor(statement: string, sources: readonly Source[]): Haystack {
  const names = [...new Set(statement.match(/(?<=")\w+(?=")/g))]
  const tests = names.map((name) => new RegExp(`\\b${name}\\b`))
  const hits = sources.map(({ lines }) =>
    lines.filter((line) => tests.some((test) => test.test(line))),
  )
  const complete = hits.flat().filter((line) => tests.every((test) => test.test(line)))
  return {
    places: hits.flat().length,
    files: hits.filter((lines) => lines.length > 0).length,
    complete: complete.length,
  }
}
