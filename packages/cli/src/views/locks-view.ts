import type { LockNode } from '../grouping/lock-tree.js'
import { replays } from '../grouping/replay-state.js'
import { nameOf, workOf } from '../grouping/site.js'
import { normalizeSql } from '../grouping/normalize-sql.js'
import { tagsOf } from '../grouping/tags-of.js'
import type { LockSession } from '../sources/locks.js'
import { cutEnd } from './fit.js'
import { sessionName, stateOf, waitLine, waitOf } from './lock-session.js'
import { remedyFor } from '../grouping/lock-remedy.js'
import { renderSite } from './site-line.js'
import type { Terminal } from './terminal.js'
import { visible } from './visible.js'
import { wrapWords } from './wrap-words.js'

/** Renders a tree of sessions: who blocks first, below it those that wait. */
export function renderLockTree(root: LockNode, terminal: Terminal): string[] {
  return [...renderHolder(root, terminal), ...renderWaiting(root, '', terminal)]
}

function renderHolder({ session, blocked, holdsLock }: LockNode, terminal: Terminal): string[] {
  if (replays(session)) return renderReplayer(session, blocked, terminal)
  const { sql, isWaiting } = session
  const opened = tagsOf(sql)['transaction']
  const { bold, red, dim } = terminal.colors
  const title = `${sessionName(session)}  ${stateOf(session)}, blocks ${blocked}`
  return [
    session.state?.startsWith('idle')
      ? red(bold(cutEnd(title, terminal.columns)))
      : bold(cutEnd(title, terminal.columns)),
    ...place(`  last statement${holdsLock ? ' (the lock may be older)' : ''}  `, session, terminal),
    ...(opened === undefined
      ? []
      : renderSite({ label: '  transaction opened at  ', site: opened }, terminal)),
    dim(cutEnd(`  ${visible(normalizeSql(sql))}`, terminal.columns)),
    ...(isWaiting ? [cutEnd(`  ${waitOf(session)}`, terminal.columns)] : []),
    ...whoLines(session, terminal),
    ...remedyLines(session, terminal),
  ]
}

function renderReplayer(session: LockSession, blocked: number, terminal: Terminal): string[] {
  const title = `${sessionName(session)}  ${session.isWaiting ? waitOf(session) : 'holds a lock'}, blocks ${blocked}`
  return [terminal.colors.bold(cutEnd(title, terminal.columns)), ...remedyLines(session, terminal)]
}

function whoLines({ user, application, address }: LockSession, terminal: Terminal): string[] {
  const parts = [
    user && `user ${user}`,
    application && `application ${application}`,
    address && `from ${address}`,
  ].filter(Boolean)
  const text = visible(parts.join(', '))
  return text === '' ? [] : [terminal.colors.dim(cutEnd(`  ${text}`, terminal.columns))]
}

function remedyLines(session: LockSession, terminal: Terminal): string[] {
  const { statements, note } = remedyFor(session)
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

function place(label: string, { sql }: LockSession, terminal: Terminal): string[] {
  const tags = tagsOf(sql)
  return renderSite({ label, site: nameOf(tags), work: workOf(tags) }, terminal)
}
