import { toBytes } from '../../model/byte-text.js'
import { languages } from '../../model/languages.js'

export type Part = 'message' | 'detail' | 'statement' | 'other'

/** What the word before a colon introduces. */
export interface Label {
  readonly part: Part
  /** In English. */
  readonly word: string
}

const severities = ['LOG', 'ERROR', 'FATAL', 'PANIC', 'WARNING', 'NOTICE', 'INFO', 'DEBUG']
const debugLevels = ['DEBUG1', 'DEBUG2', 'DEBUG3', 'DEBUG4', 'DEBUG5']
const parts: Readonly<Record<string, Part>> = { DETAIL: 'detail', STATEMENT: 'statement' }
const others = ['HINT', 'QUERY', 'CONTEXT', 'LOCATION', 'BACKTRACE']

const english: [string, string][] = [
  ...[...severities, ...Object.keys(parts), ...others].map((word): [string, string] => [
    word,
    word,
  ]),
  ...debugLevels.map((word): [string, string] => [word, 'DEBUG']),
]
const translated = Object.values(languages)
  .flatMap(({ words }) => words.split(' ').filter(Boolean))
  .map((pair) => pair.split('=') as [string, string])
  .map(([word, foreign]): [string, string] => [toBytes(foreign), word])

/** Labels of all known languages, by their bytes. English takes precedence. */
export const labels: ReadonlyMap<string, Label> = new Map(
  [...translated, ...english].map(([word, meaning]) => [word, labelOf(meaning)]),
)

/** Other programs write these words too, such as `INFO:` and `ERROR:`. */
export const commonWords: ReadonlySet<string> = new Set([
  'ERROR',
  'WARNING',
  'INFO',
  'DEBUG',
  'NOTICE',
])

/** The longest word in bytes. */
export const maxLabel = Math.max(...Array.from(labels.keys(), (word) => word.length))

function labelOf(word: string): Label {
  return { part: severities.includes(word) ? 'message' : (parts[word] ?? 'other'), word }
}

/** The English word for a severity; empty if unknown. */
export function severityOf(word: string): string {
  const label = labels.get(word)
  return label?.part === 'message' ? label.word : ''
}
