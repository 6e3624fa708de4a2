import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const program = createRequire(import.meta.url).resolve('@sqltrace/cli/bin')

/** Runs `sqltrace … --json`, and returns the objects that it prints. */
export async function sqltrace<T>(...args: readonly string[]): Promise<T[]> {
  const run = promisify(execFile)
  const options = { maxBuffer: 2 ** 28 }
  const { stdout } = await run(process.execPath, [program, ...args, '--json'], options)
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

/** The servers' URLs as options. */
export function urls(servers: readonly { readonly url: string }[]): string[] {
  return servers.flatMap(({ url }) => ['--url', url])
}
