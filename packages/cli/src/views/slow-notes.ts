import type { Server } from '../sources/server/server.js'
import type { StatementsSettings } from '../sources/server/statements-sql.js'
import { switchTo } from './switch-on.js'
import { count } from '../model/units.js'

/** Server settings that hide data from `slow`, as sentences that include the fix. */
export function switchedOff(
  { name, facts }: Server,
  { track, queryIds }: StatementsSettings,
): string[] {
  const notes: string[] = []
  if (track === 'none')
    notes.push(
      `pg_stat_statements.track is none, so statements are not counted; ${switchTo('pg_stat_statements.track', 'top')}.`,
    )
  if (queryIds === 'off')
    notes.push(
      `compute_query_id is off, so statements are not counted; ${switchTo('compute_query_id', 'auto')}.`,
    )
  if (facts?.tracksActivities === false)
    notes.push(
      `track_activities is off, so the lines that send the statements can't be seen; ${switchTo('track_activities', 'on')}.`,
    )
  return notes.map((note) => `${name}: ${note}`)
}

/** Warns that dropped statements make the counters too low. */
export function droppedNote(
  { name }: Server,
  { max }: StatementsSettings,
  dropped: number,
): string[] {
  if (dropped <= 0) return []
  return [
    `${name}: pg_stat_statements was full and dropped its least used statements ${times(dropped)}, so times and calls are too low; raise pg_stat_statements.max (now ${max}) and restart the server.`,
  ]
}

function times(number: number): string {
  return number === 1 ? 'once' : `${count(number)} times`
}
