import { remedyFor } from '../grouping/lock-remedy.js'
import { lockTrees, type LockNode } from '../grouping/lock-tree.js'
import { normalizeSql } from '../grouping/normalize-sql.js'
import { siteOf, workOf } from '../grouping/site.js'
import { tagsOf } from '../grouping/tags-of.js'
import { locksTimeout, readLocks, type LockReading, type LockSession } from '../sources/locks.js'
import type { Server } from '../sources/server.js'
import { locksSql } from '../sources/locks-sql.js'
import { newest } from '../sources/sql.js'
import { renderLockTree } from '../views/locks-view.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import { withServers, type ServerOptions } from './servers.js'

interface ServerLocks extends LockReading {
  readonly server: Server
}

/** Shows who waits for whom, as trees of lines of code. */
export async function locks(options: ServerOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql) return printSql(terminal, [{ sql: locksSql(newest), timeout: locksTimeout }])
  const readings = await withServers(options, (servers) =>
    Promise.all(servers.filter(isConnected).map(read)),
  )
  for (const line of readings.flatMap(options.json ? toJsonLines : toLines(terminal))) {
    terminal.print(line)
  }
}

function isConnected(server: Server): boolean {
  return server.isConnected
}

async function read(server: Server): Promise<ServerLocks> {
  return { server, ...(await readLocks(server)) }
}

function toLines(terminal: Terminal): (locks: ServerLocks) => string[] {
  return ({ server, sessions, waiters }) => {
    const shown = sessions.filter(({ blockers }) => blockers.length > 0).length
    const head = terminal.colors.dim(
      `${server.name}: ${waiters} waiting${waiters > shown ? `, the ${shown} longest are shown` : ''}${rights(server)}`,
    )
    const trees = lockTrees(sessions).flatMap((tree) => ['', renderLockTree(tree, terminal)].flat())
    return [head, ...trees]
  }
}

function rights({ facts }: Server): string {
  return facts?.seesAll ? '' : '; only own sessions are visible (grant pg_read_all_stats)'
}

function toJsonLines({ server, sessions, waiters }: ServerLocks): string[] {
  const lines = lockTrees(sessions).flatMap((tree) => nodeToJson(tree, 0))
  const view = {
    type: 'view',
    server: server.name,
    waiting: waiters,
    shown: sessions.filter(({ blockers }) => blockers.length > 0).length,
    sees_all: server.facts?.seesAll ?? null,
  }
  return [...lines, view].map(visibleJson)
}

function nodeToJson({ session, waiting, blocked }: LockNode, depth: number): unknown[] {
  const tags = tagsOf(session.sql)
  const isWaiting = session.blockers.length > 0
  const line = {
    type: 'session',
    server: session.server,
    pid: session.pid === 0 ? null : session.pid,
    depth,
    blocked,
    blocked_by: session.blockers,
    state: session.state ?? null,
    file: siteOf(tags) ?? null,
    route: workOf(tags) ?? null,
    transaction_opened_at: tags['transaction'] ?? null,
    tags,
    statement: normalizeSql(session.sql),
    waits_for: isWaiting
      ? {
          mode: session.mode ?? null,
          lock: session.lock ?? null,
          relation: session.relation ?? null,
          advisory: session.advisory ?? null,
        }
      : null,
    waiting_seconds: isWaiting ? session.running : null,
    state_seconds: session.inState,
    transaction_seconds: session.inTransaction ?? null,
    terminate: canTerminate(session) ? `select pg_terminate_backend(${session.pid})` : null,
    backend: session.backend ?? null,
    user: session.user ?? null,
    application: session.application ?? null,
    address: session.address ?? null,
    prepared: session.gids,
    remedy: remedyFor(session),
  }
  return [line, ...waiting.flatMap((node) => nodeToJson(node, depth + 1))]
}

/** Neither a transaction without a session nor the process that replays. */
function canTerminate({ pid, backend }: LockSession): boolean {
  return pid !== 0 && backend !== 'startup'
}
