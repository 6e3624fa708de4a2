import { cutEnd, widthOf } from './fit.js'

/** Wraps sentences at word boundaries into lines no wider than `width`. */
export function wrapWords(sentences: readonly string[], width: number): string[] {
  return sentences.flatMap((sentence) => wrap(sentence, width))
}

function wrap(sentence: string, width: number): string[] {
  const lines = ['']
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.filter((line) => line !== '').map((line) => cutEnd(line, width))
}
