import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** How a program is run. */
export interface RunOptions {
  readonly args?: readonly string[]
  /** The whole environment except `PATH`. Defaults to this process's. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Another Node.js binary. Defaults to the running one. */
  readonly node?: string
  /** Options for Node.js itself, such as `--import`. */
  readonly nodeOptions?: readonly string[]
  /** Milliseconds after which the program is killed. Defaults to 30 000. */
  readonly timeout?: number
  /** Stops the program when this settles. */
  readonly stop?: Promise<unknown>
}

/** A program's exit code and output. */
export interface RunResult {
  /** `null` if a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a JavaScript file in a separate process, without a terminal. */
export async function runNode(file: string, options: RunOptions = {}): Promise<RunResult> {
  const { node = process.execPath, nodeOptions = [], args = [], cwd, env, timeout, stop } = options
  const child = spawn(node, [...nodeOptions, file, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: env ? { PATH: process.env['PATH'], ...env } : process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeout ?? 30_000,
    killSignal: 'SIGKILL',
  })
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const kill = () => void child.kill()
  stop?.then(kill, kill)
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const [code, signal] = await ended
  const [stdout, stderr] = await output
  return { code, signal, stdout, stderr }
}
