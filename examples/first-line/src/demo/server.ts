import { createInterface } from 'node:readline/promises'
import { startPostgres } from '@sqltrace/testing'
import { Client } from 'pg'
import { UsageError, type Arguments } from './arguments.js'
import type { Closing } from './closing.js'

/** The URL of the server to use: the given one, after asking, or one started for the demo. */
export async function openServer(
  { url, yes }: Arguments,
  closing: Closing,
  signal: AbortSignal,
): Promise<string> {
  if (url === undefined) return startServer(closing)
  const { host, port, database } = new Client({ connectionString: url })
  const plan = `The demo creates a schema sqltrace_demo_… in database ${database} on ${host}:${port}`
  if (!yes) await ask(`${plan}, and drops it at the end.`, signal)
  return url
}

async function startServer(closing: Closing): Promise<string> {
  const server = await startPostgres({ keep: false })
  closing.add(() => server.stop())
  return server.url
}

async function ask(plan: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) throw new UsageError(`${plan} Add --yes to agree.`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    const answer = await terminal.question(`${plan} Continue? [y/N] `, { signal })
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('Canceled; nothing was changed.')
  } finally {
    terminal.close()
  }
}
