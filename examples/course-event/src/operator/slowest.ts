import type { SlowStatement } from './find-lines.js'
import { sqltrace, urls } from './sqltrace.js'

/** The costliest statements within `seconds`, from `sqltrace slow`. */
export async function slowest(
  servers: readonly { readonly url: string }[],
  seconds: number,
): Promise<SlowStatement[]> {
  const args = ['--sample', String(seconds), '--rate', '10', '--limit', '30']
  const rows = await sqltrace<SlowStatement>('slow', ...args, ...urls(servers))
  return rows.filter(({ type }) => type === 'statement')
}
