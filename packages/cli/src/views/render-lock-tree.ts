import { readApplicationName, withTrace } from '../analysis/application-name.js'
import type { LockNode } from '../model/lock-node.js'
import { replays } from '../analysis/locks/replay-state.js'
import { nameOf, siteOf, traceIdOf, workOf } from '../analysis/site-of.js'
import { normalizeSql } from '../analysis/normalize-sql.js'
import { tagsOf } from '../analysis/tags-of.js'
import type { LockSession } from '../model/lock-session.js'
import { cutEnd } from './fit.js'
import { sessionName, stateOf, waitLine, waitOf } from './wait-line.js'
import { remedyFor } from '../analysis/locks/lock-remedy.js'
import { renderSite } from './site-line.js'
import type { Terminal } from './terminal.js'
import { count, percent } from '../model/units.js'
import { visible } from './visible.js'
import { wrapWords } from './wrap-words.js'

/** Renders a tree of sessions: the blocker first, and the waiting sessions below it. */
export function renderLockTree(root: LockNode, terminal: Terminal): string[] {
  return [...renderHolder(root, terminal), ...renderWaiting(root, '', terminal)]
}

function renderHolder(node: LockNode, terminal: Terminal): string[] {
  const { session, blocked, holdsLock } = node
  if (replays(session)) return renderReplayer(node, terminal)
  const { sql, isWaiting } = session
  const opened = tagsOf(sql)['transaction']
  const { bold, red, dim } = terminal.colors
  const title = `${sessionName(session)}  ${stateOf(session)}, blocks ${blocked}`
  return [
    session.state?.startsWith('idle')
      ? red(bold(cutEnd(title, terminal.columns)))
      : bold(cutEnd(title, terminal.columns)),
    ...(isOfServer(session)
      ? []
      : place(
          `  last statement${holdsLock ? ' (the lock may be older)' : ''}  `,
          session,
          terminal,
        )),
    ...(opened === undefined
      ? []
      : renderSite({ label: '  transaction opened at  ', site: opened }, terminal)),
    ...(sql === '' ? [] : [dim(cutEnd(`  ${visible(normalizeSql(sql))}`, terminal.columns))]),
    ...vacuumLines(session, terminal),
    ...(isWaiting ? [cutEnd(`  ${waitOf(session)}`, terminal.columns)] : []),
    ...whoLines(session, terminal),
    ...remedyLines(node, terminal),
  ]
}

function renderReplayer(node: LockNode, terminal: Terminal): string[] {
  const { session, blocked } = node
  const title = `${sessionName(session)}  ${session.isWaiting ? waitOf(session) : 'holds a lock'}, blocks ${blocked}`
  return [terminal.colors.bold(cutEnd(title, terminal.columns)), ...remedyLines(node, terminal)]
}

function whoLines(session: LockSession, terminal: Terminal): string[] {
  const { user, address, sql } = session
  const name = readApplicationName(session.application ?? '')
  const trace = traceIdOf(withTrace(tagsOf(sql), name)['traceparent'])
  const parts = [
    user && `user ${user}`,
    name.application && `application ${name.application}`,
    address && `from ${address}`,
    trace && `trace ${trace}`,
  ].filter(Boolean)
  const text = visible(parts.join(', '))
  return text === '' ? [] : [terminal.colors.dim(cutEnd(`  ${text}`, terminal.columns))]
}

function remedyLines(node: LockNode, terminal: Terminal): string[] {
  const { statements, note } = remedyFor(node)
  return [
    ...(note === undefined
      ? []
      : wrapWords([note], terminal.columns - 2).map((line) => `  ${line}`)),
    ...statements.map((statement) => cutEnd(`  ${visible(statement)}`, terminal.columns)),
  ]
}

function renderWaiting({ waiting }: LockNode, indent: string, terminal: Terminal): string[] {
  return waiting.flatMap((node, index) => {
    const isLast = index === waiting.length - 1
    const below = `${indent}${isLast ? '   ' : '│  '}`
    return [
      cutEnd(`${indent}${isLast ? '└─ ' : '├─ '}${waitLine(node)}`, terminal.columns),
      ...(replays(node.session) ? [] : place(below, node.session, terminal)),
      ...renderWaiting(node, below, terminal),
    ]
  })
}

/** Autovacuum's statements do not come from an app. */
function isOfServer({ backend }: LockSession): boolean {
  return backend === 'autovacuum worker'
}

function vacuumLines({ vacuum }: LockSession, { columns, colors }: Terminal): string[] {
  if (vacuum === undefined) return []
  const { phase, scanned, pages } = vacuum
  const share = pages === 0 ? '' : ` (${percent(scanned / pages)})`
  const text = `  ${phase}, ${count(scanned)} of ${count(pages)} pages scanned${share}`
  return [colors.dim(cutEnd(visible(text), columns))]
}

/** A session without a line of code is identified by its statement. */
function place(label: string, { sql, state }: LockSession, terminal: Terminal): string[] {
  const tags = tagsOf(sql)
  const work = siteOf(tags) === undefined ? normalizeSql(sql) : workOf(tags)
  return renderSite({ label, site: state === 'disabled' ? hidden : nameOf(tags), work }, terminal)
}

const hidden = '(statement hidden: track_activities is off)'
