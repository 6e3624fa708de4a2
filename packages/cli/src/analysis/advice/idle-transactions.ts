import type { IdleTransaction } from '../../model/idle-transaction.js'
import { tagsOf } from '../tags-of.js'
import type { Finding, FoundSite } from '../../model/finding.js'
import { duration } from '../../model/units.js'
import { siteOfTags } from './sites-of.js'

/** Seconds, as PostgreSQL's `deadlock_timeout`: the time after which it logs a wait for a lock. */
const minIdle = 1

/** Transactions left idle by their client, with the line that sent the last statement and the line that opened them. */
export function idleTransactions(server: string, sessions: readonly IdleTransaction[]): Finding[] {
  return sessions
    .filter(({ seconds }) => seconds >= minIdle)
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
