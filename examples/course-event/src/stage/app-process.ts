import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Cluster } from './cluster.js'
import { stepBack } from './step-back.js'

const preload = new URL('./end-with-parent.js', import.meta.url).href
const program = fileURLToPath(new URL('../server.js', import.meta.url))

/** A process of the platform. */
export interface AppProcess {
  /** Its URL; rejects with its error output if it ended before it listened. */
  readonly url: Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>
  stop(): Promise<void>
}

/** Starts a process of the platform that uses a cluster's servers. */
export function startApp(
  { writer, readers, priority }: Cluster,
  env: Readonly<Record<string, string>> = {},
): AppProcess {
  const child = spawn(process.execPath, ['--import', preload, program], {
    detached: true, // Ctrl-C is for the parent alone.
    env: {
      ...ownEnvironment(),
      WRITER_URL: writer.url,
      READER_URLS: readers.map(({ url }) => url).join(','),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  if (child.pid !== undefined) void stepBack(child.pid, priority)
  const complaint = text(child.stderr)
  const failure = ended.then(async () => {
    throw new Error(`The app ended before it listened:\n${await complaint}`)
  })
  const listening = once(createInterface({ input: child.stdout }), 'line')
  const url = Promise.race([listening.then(([line]) => String(line)), failure])
  url.catch(() => {})
  failure.catch(() => {})
  return { url, ended, stop: () => end(child, ended) }
}

async function end(child: ReturnType<typeof spawn>, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

/** Omits settings for the user's other programs, which would change what this one does. */
function ownEnvironment(): Record<string, string | undefined> {
  const foreign = /^(OTEL_|SQLTRACE_|PG|PORT$|JOBS$|PAYMENTS_URL$|ADVICE_FILE$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}
