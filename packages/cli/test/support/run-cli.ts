import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/sqltrace.js', import.meta.url))

/** The result of a run of the command line. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
  /** The lines of `--json`. */
  readonly objects: Record<string, unknown>[]
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  readonly cwd?: string
  readonly onStderr?: () => void
}

/** An environment without any server except the one a test names. */
export function cleanEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, ...more }
}

/** Runs `sqltrace` in its own process, without a terminal. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const started = Date.now()
  const child = spawn(process.execPath, [bin, ...args], {
    env: cleanEnvironment(options.env),
    cwd: options.cwd ?? process.cwd(),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    options.onStderr?.()
  })
  child.stdin.on('error', () => undefined).end(options.input ?? '')
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const isJson = args.includes('--json')
      const objects = isJson ? stdout.split('\n').filter(Boolean).map(parse) : []
      resolve({ code, stdout, stderr, milliseconds: Date.now() - started, objects })
    })
  })
}

function parse(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>
}
