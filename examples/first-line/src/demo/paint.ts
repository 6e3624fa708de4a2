import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow'

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** Colours for a terminal that has them; `NO_COLOR` and pipes get none. */
export function paintFor(stream: WriteStream): Paint {
  const colourful = stream.isTTY && stream.hasColors()
  return (style, text) => (colourful ? styleText(style, text) : text)
}
