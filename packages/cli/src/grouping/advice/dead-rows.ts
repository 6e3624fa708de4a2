import type { OldestHolder, TableHealth } from '../../sources/health.js'
import type { SlowRow } from '../slow.js'
import { tagsOf } from '../tags-of.js'
import type { Finding, FoundSite } from './finding.js'
import { leavesDeadRows } from './mentions.js'
import { quoted } from './quoted.js'
import { siteOfTags, sitesOf } from './sites-of.js'

/** Fewer dead rows fit into a few pages. */
const fewest = 1000
/** How many times the number at which autovacuum comes is far beyond it. */
const farBeyond = 2
/** Seconds. Younger transactions hold back next to nothing. */
const oldEnough = 1

/** Tables with more dead rows than live ones, or far more than autovacuum leaves, and the lines that write them. */
export function deadRows(
  server: string,
  tables: readonly TableHealth[],
  rows: readonly SlowRow[],
  oldest: OldestHolder | undefined,
): Finding[] {
  const holder = oldest && (oldest.seconds ?? oldEnough) >= oldEnough ? oldest : undefined
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
  return dead >= fewest && (dead > live || dead > farBeyond * vacuumAt)
}

function seen({ dead, live, vacuumAt, autovacuum }: TableHealth): string {
  const rows = `${number(dead)} dead rows, ${number(live)} live rows`
  return autovacuum === false
    ? `${rows}; autovacuum is switched off for this table.`
    : `${rows}; autovacuum starts at ${number(vacuumAt)}.`
}

const number = (value: number) => Math.round(value).toLocaleString('en-US')

function heldBack({ kind, name, state, seconds }: OldestHolder): string {
  const who = kind === 'session' ? `pid ${name}, ${state}` : `the ${kind} ${name}`
  const age = seconds === null ? '' : ` for ${Math.round(seconds)} s`
  return `What died since is kept${age} for ${who}.`
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
