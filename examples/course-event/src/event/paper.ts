import { styleText } from 'node:util'

type Style = 'bold' | 'cyan' | 'dim' | 'red'

const room = Math.min(process.stdout.columns ?? 110, 120) - 10

/** Prints one line. */
export function say(text: string): void {
  console.log(text)
}

/** Prints a heading. */
export function title(text: string): void {
  say(`\n${paint('bold', text)}`)
}

/** Colours a text where the output is a terminal that has colours. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text
}

/** Cuts a text off where the line ends. */
export function cut(text: string): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text
}

/** Puts words in as few lines as they need. */
export function wrap(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const longer = `${lines.at(-1)}, ${word}`
    if (lines.length === 0 || longer.length > room) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** `12.3 %` of a share from 0 to 1. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(4)} %`
}
