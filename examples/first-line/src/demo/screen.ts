import type { Paint } from './paint.js'
import { consoleSql, type SlowRow } from './slow-row.js'
import { wrap } from './wrap.js'

/** Prints the parts of the demo. */
export class Screen {
  readonly #paint: Paint
  readonly #width: number

  constructor(paint: Paint, width: number) {
    this.#paint = paint
    this.#width = width
  }

  title(text: string): void {
    console.log(`\n${this.#paint('bold', text)}`)
  }

  lines(lines: readonly string[]): void {
    for (const line of lines) console.log(`  ${line}`.trimEnd())
  }

  /** Prints a row below the statement that selected it; its comment is colored. */
  row({ pid, state, running, query }: SlowRow): void {
    const text = wrap(query, this.#width - 2)
    this.lines([
      this.#paint('dim', `${consoleSql};`),
      '',
      `pid ${pid} · ${state} · running for ${running.toFixed(1)} s`,
      ...text.map((line) => line.replace(/\/\*\S+\*\//, (tag) => this.#paint('green', tag))),
    ])
  }

  tags(tags: Readonly<Record<string, string>>): void {
    const width = Math.max(...Object.keys(tags).map((key) => key.length))
    const pairs = Object.entries(tags)
    this.lines(pairs.map(([key, value]) => `${this.#paint('dim', key.padEnd(width))}  ${value}`))
  }

  remark(text: string): void {
    this.lines(['', this.#paint('dim', text)])
  }

  /** Prints progress to standard error, so that standard output has only the result. */
  progress(text: string): void {
    console.error(this.#paint('dim', `· ${text}`))
  }
}
