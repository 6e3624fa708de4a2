import type { Server } from '../sources/server.js'
import type { StatementsSettings } from '../sources/statements-sql.js'
import { switchTo } from './switch-on.js'
import { count } from '../units.js'

/** What a server hides from `slow`: sentences with what to type. */
export function slowNotes(
  { name, facts }: Server,
  { track, max, queryIds }: StatementsSettings,
  dropped: number,
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
      `track_activities is off, so nobody sees which lines send the statements; ${switchTo('track_activities', 'on')}.`,
    )
  if (dropped > 0)
    notes.push(
      `pg_stat_statements was full and dropped its least used statements ${times(dropped)}, so times and calls are too low; raise pg_stat_statements.max (now ${max}) and restart the server.`,
    )
  return notes.map((note) => `${name}: ${note}`)
}

function times(number: number): string {
  return number === 1 ? 'once' : `${count(number)} times`
}
