import type { LockNode } from '../grouping/lock-tree.js'
import { nameOf, workOf } from '../grouping/site.js'
import { normalizeSql } from '../grouping/normalize-sql.js'
import { tagsOf } from '../grouping/tags-of.js'
import type { LockSession } from '../sources/locks.js'
import { cutEnd } from './fit.js'
import { remedyFor } from '../grouping/lock-remedy.js'
import { renderSite } from './site-line.js'
import type { Terminal } from './terminal.js'
import { duration } from '../units.js'
import { visible } from './visible.js'
import { wrapWords } from './wrap-words.js'

/** Renders a tree of sessions: who blocks first, below it those that wait. */
export function renderLockTree(root: LockNode, terminal: Terminal): string[] {
  return [...renderHolder(root, terminal), ...renderWaiting(root, '', terminal)]
}

function renderHolder({ session, blocked }: LockNode, terminal: Terminal): string[] {
  const { sql } = session
  const opened = tagsOf(sql)['transaction']
  const { bold, red, dim } = terminal.colors
  const title = `${sessionName(session)}  ${stateOf(session)}, blocks ${blocked}`
  return [
    session.state?.startsWith('idle')
      ? red(bold(cutEnd(title, terminal.columns)))
      : bold(cutEnd(title, terminal.columns)),
    ...place('  last statement (the lock may be older)  ', session, terminal),
    ...(opened === undefined
      ? []
      : renderSite({ label: '  transaction opened at  ', site: opened }, terminal)),
    dim(cutEnd(`  ${visible(normalizeSql(sql))}`, terminal.columns)),
    ...whoLines(session, terminal),
    ...remedyLines(session, terminal),
  ]
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
      ...place(below, node.session, terminal),
      ...renderWaiting(node, below, terminal),
    ]
  })
}

function waitLine({ session, blocked }: LockNode): string {
  const { mode, lock, relation, advisory, running, blockers } = session
  const what = [
    mode ?? 'a lock',
    lock && `on ${lock}`,
    advisory && `key ${advisory}`,
    relation && `of ${visible(relation)}`,
  ]
  const more = blockers.length > 1 ? `, blocked by ${blockers.length} sessions` : ''
  const behind = blocked > 0 ? `, blocks ${blocked}` : ''
  return `${sessionName(session)}  waits ${duration(running)} for ${what.filter(Boolean).join(' ')}${more}${behind}`
}

function sessionName({ pid, gids, backend }: LockSession): string {
  if (pid === 0) return `prepared transaction ${visible(gids.join(', '))}`
  return backend === undefined || backend === 'client backend'
    ? `pid ${pid}`
    : `pid ${pid} (${backend})`
}

function stateOf({ state, inState, inTransaction }: LockSession): string {
  const age = inTransaction === undefined ? '' : `, transaction open ${duration(inTransaction)}`
  return `${state ?? 'state unknown'} ${duration(inState)}${age}`
}

function place(label: string, { sql }: LockSession, terminal: Terminal): string[] {
  const tags = tagsOf(sql)
  return renderSite({ label, site: nameOf(tags), work: workOf(tags) }, terminal)
}
