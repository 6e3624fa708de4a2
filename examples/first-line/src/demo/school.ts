import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Closing } from './closing.js'

const preload = new URL('./end-with-parent.js', import.meta.url).href
const program = fileURLToPath(new URL('../server.js', import.meta.url))

/** The app, in a separate process as in production. */
export interface SchoolProcess {
  readonly url: string
  stop(): Promise<void>
}

/** Starts the app with `env`, and waits until it listens. */
export async function startSchool(
  env: Readonly<Record<string, string>>,
  closing: Closing,
): Promise<SchoolProcess> {
  const child = spawn(process.execPath, ['--import', preload, program], {
    detached: true, // Ctrl-C is the demo's to handle.
    env: { ...foreignEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  closing.add(stop)
  const complaint = text(child.stderr)
  const failure = ended.then(async () => {
    throw new Error(`The app ended before it listened:\n${await complaint}`)
  })
  failure.catch(() => {})
  const lines = createInterface({ input: child.stdout })
  const [url] = (await Promise.race([once(lines, 'line'), failure])) as [string]
  return { url, stop }
}

/** Settings for the user's other apps, which would change what this one does. */
function foreignEnvironment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.filter(([name]) => !/^(OTEL_(?!EXPORTER_OTLP_)|SQLTRACE_|PG|PORT$)/.test(name)),
  )
}
