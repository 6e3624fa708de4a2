import type { Terminal } from './terminal.js'
import { visible } from './visible.js'
import { wrapWords } from './wrap-words.js'

/** Renders sentences, each starting on a new line. */
export function renderSentences(sentences: readonly string[], { columns }: Terminal): string[] {
  return wrapWords(sentences.map(visible), columns)
}
