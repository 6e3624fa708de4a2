import { styleText } from 'node:util'

type Style = 'bold' | 'cyan' | 'dim' | 'red'

const room = Math.min(process.stdout.columns ?? 110, 120) - 10

/** Prints one line. */
export function print(text: string): void {
  console.log(text)
}

/** Prints a heading. */
export function title(text: string): void {
  print(`\n${paint('bold', text)}`)
}

/** Colors a text if the output is a terminal with colors. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text
}

/** Truncates a text to the width of a line. */
export function cut(text: string): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text
}

/** Wraps words into as few lines as possible. */
export function wrap(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const longer = `${lines.at(-1)}, ${word}`
    if (lines.length === 0 || longer.length > room) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** Formats a share from 0 to 1 as `12.3 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(4)} %`
}
