import type { Settings } from '../../model/settings.js'
import type { Finding } from '../../model/finding.js'

interface Check {
  readonly name: string
  readonly hides: (value: string, settings: Settings) => boolean
  readonly seen: (value: string) => string
  readonly statements: (value: string) => readonly string[]
}

const reload = 'select pg_reload_conf()'
const extension = 'pg_stat_statements'
const isOff = (value: string) => value === 'off'
const restart = '-- then restart the server'

/** Source of each: PostgreSQL manual, "Server Configuration" and "pg_stat_statements". */
const checks: readonly Check[] = [
  {
    name: 'track_activities',
    hides: isOff,
    seen: () => 'pg_stat_activity shows no statements, so no line of code can be named.',
    statements: () => ['alter system set track_activities = on', reload],
  },
  {
    name: 'pg_stat_statements.track',
    hides: (value) => value === 'none',
    seen: () => 'pg_stat_statements is counting nothing.',
    statements: () => [`alter system set pg_stat_statements.track = 'top'`, reload],
  },
  {
    name: 'track_counts',
    hides: isOff,
    seen: () => 'Reads, scans and dead rows are not counted, and autovacuum does not run.',
    statements: () => ['alter system set track_counts = on', reload],
  },
  {
    name: 'autovacuum',
    hides: isOff,
    seen: () => 'Autovacuum is off: dead rows are never removed, and tables grow.',
    statements: () => ['alter system set autovacuum = on', reload],
  },
  {
    name: 'track_activity_query_size',
    hides: (value) => Number(value) < 4096,
    seen: (value) => `pg_stat_activity shows ${Number(value) - 1} bytes of each statement.`,
    statements: () => [`alter system set track_activity_query_size = '4kB'`, restart],
  },
  {
    name: 'log_min_duration_statement',
    hides: (value) => value === '-1',
    seen: () => 'Slow statements are not logged.',
    statements: () => [`alter system set log_min_duration_statement = '200ms'`, reload],
  },
  {
    name: 'log_lock_waits',
    hides: isOff,
    seen: () => 'Lock waits are not logged.',
    statements: () => ['alter system set log_lock_waits = on', reload],
  },
  {
    name: 'compute_query_id',
    hides: (value, settings) => isOff(value) || (value === 'auto' && !isLoaded(settings)),
    seen: (value) =>
      isOff(value)
        ? 'Nothing has a query id, so pg_stat_statements counts nothing.'
        : 'Sessions have no query id, so statements are matched to the lines that send them by text.',
    statements: () => ['alter system set compute_query_id = on', reload],
  },
  {
    name: 'shared_preload_libraries',
    hides: (_, settings) => !isLoaded(settings),
    seen: () => 'pg_stat_statements is not loaded, so the cost of statements is not counted.',
    statements: (value) => [
      `alter system set shared_preload_libraries = ${[value, extension].filter(Boolean).join(', ')}`,
      restart,
      `create extension if not exists ${extension}`,
    ],
  },
]

/** Settings of a server that hide tags, or the activity they belong to. */
export function serverSettings(
  server: string,
  settings: Settings,
  role: 'writer' | 'reader' = 'writer',
): Finding[] {
  const { values, hasExtension } = settings
  const hiding = checks.flatMap(({ name, hides, seen, statements }) => {
    const value = values.get(name)
    if (value === undefined || !hides(value, settings)) return []
    return [setting(server, name, seen(value), statements(value))]
  })
  if (hasExtension || !isLoaded(settings)) return hiding
  const missing = 'pg_stat_statements is loaded, but not created in this database.'
  const where = role === 'reader' ? ' -- on the primary' : ''
  return [...hiding, setting(server, extension, missing, [`create extension ${extension}${where}`])]
}

function isLoaded({ values }: Settings): boolean {
  return values.get('shared_preload_libraries')?.includes(extension) ?? true
}

/** A finding about a setting. */
export function setting(
  server: string,
  subject: string,
  seen: string,
  statements: readonly string[],
): Finding {
  return { kind: 'setting', servers: [server], subject, seen: [seen], sites: [], statements }
}
