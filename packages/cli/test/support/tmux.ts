import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasProgram } from '@sqltrace/testing'

/** Whether tmux is installed. */
export const hasTmux = hasProgram('tmux')

/** A real terminal running a shell: tests send keys and read the screen. */
export class TmuxTerminal {
  readonly #socket = `sqltrace-${process.pid}-${Math.random().toString(36).slice(2, 8)}`

  constructor(columns: number, rows: number, env: NodeJS.ProcessEnv) {
    const size = ['-x', String(columns), '-y', String(rows)]
    const shell = [
      'env',
      '-i',
      'TERM=screen-256color',
      'PS1=ready>',
      `PATH=${process.env['PATH']}`,
      'bash',
      '--norc',
    ]
    this.#tmux(['-f', '/dev/null', 'new-session', '-d', ...size, ...shell])
    for (const [name, value] of Object.entries(env)) this.type(`export ${name}='${value}'`)
  }

  /** Types a command. */
  type(command: string): void {
    this.#tmux(['send-keys', '-l', command])
    this.press('Enter')
  }

  /** Presses keys, named as in tmux. */
  press(...keys: string[]): void {
    this.#tmux(['send-keys', ...keys])
  }

  resize(columns: number, rows: number): void {
    this.#tmux(['resize-window', '-x', String(columns), '-y', String(rows)])
  }

  /** What the user sees. */
  screen(): string {
    return this.#tmux(['capture-pane', '-p'])
  }

  /** Whether the alternate screen is on, the cursor visible, and long lines are wrapped. */
  state(): string {
    const flags = 'alternate #{alternate_on} cursor #{cursor_flag} wrap #{wrap_flag}'
    return this.#tmux(['display-message', '-p', flags]).trim()
  }

  /** Waits until the screen matches. */
  async until(pattern: RegExp): Promise<string> {
    for (let attempt = 0; attempt < 150; attempt++) {
      const screen = this.screen()
      if (pattern.test(screen)) return screen
      await sleep(100)
    }
    throw new Error(`The screen never matched ${pattern}:\n${this.screen()}`)
  }

  close(): void {
    this.#tmux(['kill-server'])
  }

  #tmux(args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...args], { encoding: 'utf8' })
  }
}
