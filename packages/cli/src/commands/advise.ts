import { activityTimeout } from '../sources/server/read-activity.js'
import {
  hiddenSql,
  idleSql,
  oldestSql,
  planSql,
  settingsSql,
  tablesSql,
} from '../sources/server/health-sql.js'
import { healthTimeout } from '../sources/server/health.js'
import { activitySql } from '../sources/server/activity-sql.js'
import { newest } from '../sources/connection/dialect.js'
import { renderFindings } from '../views/render-findings.js'
import { standardOutput } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { findCauses } from './find-causes.js'
import { printSql } from './print-sql.js'
import { withServers, type ServerOptions } from './with-servers.js'

/** Options of `sqltrace advise`. */
export interface AdviseOptions extends ServerOptions {
  readonly sample: number
  readonly rate: number
}

/** Reports problems that only the servers can see, by line of code. It changes nothing itself. */
export async function advise(options: AdviseOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql) return printSql(terminal, statements)
  const findings = await withServers(options, (servers) =>
    findCauses(
      servers.filter(({ isConnected }) => isConnected),
      options,
    ),
  )
  const lines = options.json
    ? findings.map((finding) => visibleJson({ type: 'finding', ...finding }))
    : renderFindings(findings, terminal)
  for (const line of lines) terminal.print(line)
}

const statements = [
  ...[
    tablesSql(newest),
    oldestSql(newest),
    idleSql(newest),
    settingsSql,
    hiddenSql,
    planSql('select 1'),
  ].map((sql) => ({
    sql,
    timeout: healthTimeout,
  })),
  { sql: activitySql(newest), timeout: activityTimeout },
]
