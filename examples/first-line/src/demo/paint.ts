import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow'

/** Colors a text, or returns it unchanged. */
export type Paint = (style: Style, text: string) => string

/** Colors if the terminal supports them; none for pipes or with `NO_COLOR`. */
export function paintFor(stream: WriteStream): Paint {
  const colourful = stream.isTTY && stream.hasColors()
  return (style, text) => (colourful ? styleText(style, text) : text)
}
