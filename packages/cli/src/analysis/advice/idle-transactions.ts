import type { IdleTransaction } from '../../model/idle-transaction.js'
import { tagsOf } from '../tags-of.js'
import type { Finding, FoundSite } from '../../model/finding.js'
import { duration } from '../../model/units.js'
import { siteOfTags } from './sites-of.js'

/** Seconds. PostgreSQL's own `deadlock_timeout`: from then on a wait for a lock is worth a line in the log. */
const longest = 1

/** Transactions whose client does something else, with the line that spoke last and the one that opened them. */
export function idleTransactions(server: string, sessions: readonly IdleTransaction[]): Finding[] {
  return sessions
    .filter(({ seconds }) => seconds >= longest)
    .map(({ pid, sql, seconds, inTransaction }) => ({
      kind: 'idle-in-transaction',
      servers: [server],
      subject: `pid ${pid}`,
      seen: [`Idle for ${duration(seconds)} in ${transactionOf(inTransaction)}.`],
      sites: sites(sql),
      statements: [`select pg_terminate_backend(${pid})`],
    }))
}

function transactionOf(seconds: number | undefined): string {
  return seconds === undefined
    ? 'a transaction that has failed'
    : `a transaction that has been open for ${duration(seconds)}`
}

function sites(sql: string): FoundSite[] {
  const tags = tagsOf(sql)
  const opened = tags['transaction']
  return [
    ...siteOfTags(tags, 'last statement'),
    ...(opened ? [{ label: 'transaction opened', site: opened }] : []),
  ]
}
