import type { Source } from './sources.js'

/** What a comment in the sources says about the next line. */
export interface Marker {
  /** `path:line`. */
  readonly file: string
  /** Which of the seven queries the line sends; 0 for a decoy. */
  readonly number: number
  readonly routes: readonly string[]
}

const marker = /^\s*\/\/ (?:event (\d): (.*)|decoy: .*)$/
const continuation = /^\s*\/\/ (.*)$/

/** Finds the comments that mark the line below them. */
export function findMarkers(sources: readonly Source[]): Marker[] {
  return sources.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const [found, number = '0', routes = ''] = marker.exec(line) ?? []
      if (found === undefined) return []
      const more = following(lines, index + 1)
      const all = [routes, ...more].join(' ').split(/,\s*/).filter(Boolean).toSorted()
      return [{ file: `${path}:${index + more.length + 2}`, number: Number(number), routes: all }]
    }),
  )
}

function following(lines: readonly string[], start: number): string[] {
  const [, text] = continuation.exec(lines[start] ?? '') ?? []
  return text === undefined ? [] : [text, ...following(lines, start + 1)]
}
