import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'

/** A key, as named by Node's readline. */
export interface Key {
  readonly name?: string
  readonly sequence?: string
  readonly ctrl?: boolean
}

const escape = '\u001b['
const enter = `${escape}?1049h${escape}?25l`
const leave = `${escape}?25h${escape}?1049l`
const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

/** Takes over the whole terminal; restores it on `close`, however the process ends. */
export class Screen {
  readonly #input: ReadStream
  readonly #output: WriteStream
  #lines: readonly string[] = []
  #isOpen = false
  #redraw: () => void = () => undefined

  constructor(input: ReadStream = process.stdin, output: WriteStream = process.stdout) {
    this.#input = input
    this.#output = output
  }

  get rows(): number {
    return this.#output.rows
  }

  /** Takes over the terminal until `close`; Ctrl-Z releases it temporarily. */
  open(onKey: (key: Key) => void, redraw: () => void): void {
    emitKeypressEvents(this.#input)
    this.#input.on('keypress', (text: string | undefined, key: Key) => {
      if (key.ctrl && key.name === 'z') this.#suspend()
      else onKey({ sequence: text ?? '', ...key })
    })
    this.#output.on('resize', () => {
      this.#clear()
      redraw()
    })
    this.#redraw = redraw
    process.on('SIGCONT', this.#continue)
    this.#enter()
  }

  /** Writes the changed lines. */
  draw(lines: readonly string[]): void {
    if (!this.#isOpen) return
    const shown = Array.from({ length: this.rows }, (_, row) => lines[row] ?? '')
    const changed = shown.flatMap((line, row) =>
      line === this.#lines[row] ? [] : [`${escape}${row + 1};1H${line}${escape}K`],
    )
    this.#lines = shown
    if (changed.length > 0) this.#output.write(changed.join(''))
  }

  /** Restores the terminal. */
  close(): void {
    process.off('SIGCONT', this.#continue)
    this.#leave()
  }

  #enter(): void {
    this.#isOpen = true
    process.on('exit', this.#leave)
    process.on('SIGTSTP', this.#suspend)
    for (const signal of signals) process.on(signal, this.#end)
    this.#input.setRawMode(true)
    this.#input.resume()
    this.#output.write(enter)
    this.#clear()
  }

  readonly #leave = (): void => {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#output.write(leave)
    this.#input.setRawMode(false)
    this.#input.pause()
    process.off('exit', this.#leave)
    process.off('SIGTSTP', this.#suspend)
    for (const signal of signals) process.off(signal, this.#end)
  }

  #clear(): void {
    this.#lines = []
    this.#output.write(`${escape}2J`)
  }

  /** Stops the whole job, as Ctrl-Z does when the terminal is not in raw mode. */
  readonly #suspend = (): void => {
    this.#leave()
    process.kill(0, 'SIGTSTP')
  }

  /** After a SIGSTOP, which can't be caught, the shell has changed the terminal. */
  readonly #continue = (): void => {
    this.#leave()
    this.#enter()
    this.#redraw()
  }

  /** Ends the process as the signal would have. */
  readonly #end = (signal: NodeJS.Signals): void => {
    this.close()
    process.kill(process.pid, signal)
  }
}
