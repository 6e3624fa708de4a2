import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'

/** A key as Node's readline names it. */
export interface Key {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
}

const escape = '\u001b['
const enter = `${escape}?1049h${escape}?25l`
const leave = `${escape}?25h${escape}?1049l`
const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

/** The whole terminal, until it is closed: then it is as it was, however the process ends. */
export class Screen {
  readonly #input: ReadStream
  readonly #output: WriteStream
  #lines: readonly string[] = []
  #isOpen = false

  constructor(input: ReadStream = process.stdin, output: WriteStream = process.stdout) {
    this.#input = input
    this.#output = output
  }

  get rows(): number {
    return this.#output.rows
  }

  /** Takes over the terminal. */
  open(onKey: (key: Key) => void, onResize: () => void): void {
    this.#isOpen = true
    process.on('exit', this.close)
    for (const signal of signals) process.on(signal, this.#end)
    emitKeypressEvents(this.#input)
    this.#input.setRawMode(true)
    this.#input.on('keypress', (text: string | undefined, key: Key) =>
      onKey({ sequence: text ?? '', ...key }),
    )
    this.#input.resume()
    this.#output.on('resize', () => {
      this.#lines = []
      this.#output.write(`${escape}2J`)
      onResize()
    })
    this.#output.write(enter)
  }

  /** Writes the lines that changed. */
  draw(lines: readonly string[]): void {
    if (!this.#isOpen) return
    const shown = Array.from({ length: this.rows }, (_, row) => lines[row] ?? '')
    const changed = shown.flatMap((line, row) =>
      line === this.#lines[row] ? [] : [`${escape}${row + 1};1H${line}${escape}K`],
    )
    this.#lines = shown
    if (changed.length > 0) this.#output.write(changed.join(''))
  }

  /** Gives the terminal back. */
  readonly close = (): void => {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#output.write(leave)
    this.#input.setRawMode(false)
    this.#input.pause()
    process.off('exit', this.close)
    for (const signal of signals) process.off(signal, this.#end)
  }

  /** Ends as the signal would have ended it. */
  readonly #end = (signal: NodeJS.Signals): void => {
    this.close()
    process.kill(process.pid, signal)
  }
}
