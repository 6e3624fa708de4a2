import type { Source } from './sources.js'

/** How far one comes with a text search for a statement. */
export interface Haystack {
  /** Lines that hold one of its names, and the files that these are in. */
  readonly places: number
  readonly files: number
  /** Lines that hold all of its names. */
  readonly complete: number
}

/** Searches the sources for the tables and columns that a statement names. */
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
