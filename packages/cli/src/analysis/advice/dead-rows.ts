import type { TableHealth } from '../../model/table-health.js'
import type { OldestHolder } from '../../model/oldest-holder.js'
import type { SlowRow } from '../../model/slow-row.js'
import { tagsOf } from '../tags-of.js'
import type { Finding, FoundSite } from '../../model/finding.js'
import { leavesDeadRows } from './mentions.js'
import { quoted } from './quoted.js'
import { siteOfTags, sitesOf } from './sites-of.js'
import { duration, wholeNumber } from '../../model/units.js'

/** Fewer dead rows fit in a few pages. */
const minDeadRows = 1000
/** Far beyond the autovacuum threshold: at least this many times as many dead rows. */
const farBeyond = 2
/** Seconds. Younger transactions hold back almost nothing. */
const minAge = 1

/** Tables with more dead rows than live ones, or far more than autovacuum leaves, and the lines that write them. */
export function deadRows(
  server: string,
  tables: readonly TableHealth[],
  rows: readonly SlowRow[],
  oldest: OldestHolder | undefined,
): Finding[] {
  const holder = oldest && (oldest.seconds ?? minAge) >= minAge ? oldest : undefined
  return tables
    .filter(isFull)
    .toSorted((a, b) => b.dead - a.dead)
    .map((table) => ({
      kind: 'dead-rows',
      servers: [server],
      subject: table.name,
      seen: [seen(table), ...(holder ? [heldBack(holder)] : [])],
      sites: [
        ...sitesOf(
          rows.filter(({ statement }) => leavesDeadRows(statement, table)),
          'writes it',
        ),
        ...(holder ? sitesOfHolder(holder) : []),
      ],
      statements: [
        ...(table.autovacuum === false
          ? [`alter table ${quoted(table)} reset (autovacuum_enabled)`]
          : []),
        ...(holder ? remedy(holder) : [`vacuum (verbose) ${quoted(table)}`]),
      ],
    }))
}

function isFull({ dead, live, vacuumAt }: TableHealth): boolean {
  return dead >= minDeadRows && (dead > live || dead > farBeyond * vacuumAt)
}

function seen({ dead, live, vacuumAt, autovacuum }: TableHealth): string {
  const rows = `${wholeNumber(dead)} dead rows, ${wholeNumber(live)} live rows`
  return autovacuum === false
    ? `${rows}; autovacuum is off for this table.`
    : `${rows}; autovacuum starts at ${wholeNumber(vacuumAt)} dead rows.`
}

function heldBack({ kind, name, state, seconds }: OldestHolder): string {
  const who = kind === 'session' ? `pid ${name} (${state})` : `the ${kind} ${name}`
  const which = seconds === null ? 'dead rows' : `rows that died in the last ${duration(seconds)}`
  return `Vacuum can't remove ${which}: ${who} may still need them.`
}

function sitesOfHolder({ sql }: OldestHolder): FoundSite[] {
  const tags = tagsOf(sql ?? '')
  const opened = tags['transaction']
  return [
    ...siteOfTags(tags, 'holds vacuum back: last statement'),
    ...(opened ? [{ label: 'holds vacuum back: transaction opened', site: opened }] : []),
  ]
}

function remedy({ kind, name }: OldestHolder): string[] {
  if (kind === 'session') return [`select pg_terminate_backend(${name})`]
  const text = `'${name.replaceAll("'", "''")}'`
  if (kind === 'prepared transaction') return [`rollback prepared ${text}`]
  return kind === 'replication slot' ? [`select pg_drop_replication_slot(${text})`] : []
}
