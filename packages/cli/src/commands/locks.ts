import { lockTrees } from '../analysis/locks/lock-trees.js'
import { replayState } from '../analysis/locks/replay-state.js'
import { countShown, type ServerLocks } from '../analysis/locks/server-locks.js'
import { readLocks, locksTimeout } from '../sources/server/read-locks.js'
import { locksSql } from '../sources/server/locks-sql.js'
import {
  otherWaitsSql,
  otherWaitsTimeout,
  readOtherWaits,
} from '../sources/server/read-other-waits.js'
import { readReplay, replaySql, replayTimeout } from '../sources/server/read-replay.js'
import type { Server } from '../sources/server/server.js'
import { newest } from '../sources/connection/dialect.js'
import { locksToJson } from '../views/locks-to-json.js'
import { renderLockTree } from '../views/render-lock-tree.js'
import { otherWaitSentence } from '../views/other-wait-sentence.js'
import { replayRemedies, replaySentences } from '../views/replay-sentences.js'
import { renderSentences } from '../views/render-sentences.js'
import { switchTo } from '../views/switch-on.js'
import { standardOutput, type Terminal } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'
import { printSql } from './print-sql.js'
import { withServers, type ServerOptions } from './with-servers.js'

/** Shows which sessions wait for which, as trees of lines of code. */
export async function locks(options: ServerOptions): Promise<void> {
  const terminal = standardOutput()
  if (options.sql) return printSql(terminal, statements)
  const readings = await withServers(options, (servers) =>
    Promise.all(servers.filter(isConnected).map(read)),
  )
  const lines = options.json
    ? readings.flatMap(locksToJson).map(visibleJson)
    : readings.flatMap(toLines(terminal))
  for (const line of lines) terminal.print(line)
}

const statements = [
  { sql: locksSql(newest), timeout: locksTimeout },
  { sql: replaySql(newest), timeout: replayTimeout },
  { sql: otherWaitsSql, timeout: otherWaitsTimeout },
]

function isConnected(server: Server): boolean {
  return server.isConnected
}

async function read(server: Server): Promise<ServerLocks> {
  const reading = await readLocks(server)
  const replay = await readReplay(server)
  const others = await readOtherWaits(server)
  return { server, ...reading, others, replay: replay && replayState(replay, reading.sessions) }
}

function toLines(terminal: Terminal): (locks: ServerLocks) => string[] {
  return (reading) => {
    const { sessions, replay, others } = reading
    const trees = lockTrees(sessions).flatMap((tree) => ['', renderLockTree(tree, terminal)].flat())
    return [
      terminal.colors.dim(headOf(reading)),
      ...renderSentences(
        [...hiddenStatements(reading), ...others.map(otherWaitSentence)],
        terminal,
      ),
      ...(replay ? renderSentences(replaySentences(replay), terminal) : []),
      ...trees,
      ...(replay?.waitsFor ? ['', ...renderSentences(replayRemedies(replay), terminal)] : []),
    ]
  }
}

function headOf({ server, sessions, waiters, replay }: ServerLocks): string {
  const shown = countShown(sessions)
  const isBlind = server.facts?.seesAll === false
  return [
    `${server.name}: ${waiters} waiting${isBlind ? ' among own sessions' : ''}`,
    ...(waiters > shown ? [`, showing the ${shown} longest waits`] : []),
    ...(replay?.waitsFor ? ['; replay is held up'] : []),
    ...(isBlind ? ['; others are not visible (grant pg_read_all_stats)'] : []),
  ].join('')
}

function hiddenStatements({ server }: ServerLocks): string[] {
  if (server.facts?.tracksActivities !== false) return []
  return [
    `track_activities is off, which hides the statements; ${switchTo('track_activities', 'on')}.`,
  ]
}
