import { toBytes } from '../../model/byte-text.js'
import { languages, type Language } from '../../model/languages.js'

const headLength = 3

/** How messages begin in each language, and what that means; indexed by the first bytes. */
export class Beginnings<Meaning> {
  readonly #byHead = new Map<string, [phrase: string, Meaning][]>()

  add(meaning: Meaning, pick: (language: Language) => readonly (string | undefined)[]): this {
    for (const phrase of Object.values(languages).flatMap(pick)) {
      const bytes = toBytes(phrase ?? '')
      const head = bytes.slice(0, headLength)
      if (bytes !== '')
        this.#byHead.set(head, [...(this.#byHead.get(head) ?? []), [bytes, meaning]])
    }
    return this
  }

  meaningOf(text: string): Meaning | undefined {
    const known = this.#byHead.get(text.slice(0, headLength))
    return known?.find(([phrase]) => text.startsWith(phrase))?.[1]
  }
}

export type WaitPhase = 'begin' | 'end' | 'deadlock'

/** Phrases of one language that describe a lock wait. */
export interface WaitWords {
  /** The word for "process" without its first letter, which may be a capital. */
  readonly stem: string
  readonly phrases: readonly (readonly [phrase: string, phase: WaitPhase])[]
}

export const waitWords: readonly WaitWords[] = Object.values(languages).map((language) => ({
  stem: toBytes([...language.process.trim()].slice(1).join('')),
  phrases: [
    [toBytes(language.waiting ?? ''), 'begin'] as const,
    [toBytes(language.deadlocked ?? ''), 'deadlock'] as const,
    [toBytes(language.avoided ?? ''), 'end'] as const,
    [toBytes(language.acquired ?? ''), 'end'] as const,
  ].filter(([phrase]) => phrase !== ''),
}))

/** How each side of a deadlock begins, up to the process id: `Process 42: `. */
export const processHeads: readonly string[] = [
  ...new Set(Object.values(languages).map(({ process }) => toBytes(process))),
]
