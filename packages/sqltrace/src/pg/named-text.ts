import type { Statement } from '../statement/statement.js'
import type { PgClient } from './shapes.js'

interface Prepared {
  readonly text: string
  readonly tagged: string
}

/** The texts that each connection has prepared through us; pg itself keeps as many. */
const prepared = new WeakMap<PgClient, Map<string, Prepared>>()

/** The text to send for a name. It must not change on a connection, or pg rejects it. */
export function namedText(client: PgClient, name: string, statement: Statement): string {
  const text = statement.query.sql
  const known = preparedOn(client)
  const before = known.get(name)
  if (before) return statement.sendAs(before.text === text ? before.tagged : text)
  if (!canPrepare(client, name)) return text
  const tagged = statement.tag()
  known.set(name, { text, tagged })
  return tagged
}

function preparedOn(client: PgClient): Map<string, Prepared> {
  const known = prepared.get(client) ?? new Map<string, Prepared>()
  prepared.set(client, known)
  return known
}

/** Whether `name` has not been prepared without us, according to pg's own records. */
function canPrepare({ connection, namedQueries }: PgClient, name: string): boolean {
  const records = [connection?.parsedStatements, connection?.submittedNamedStatements, namedQueries]
  const kept = records.filter((record) => record !== undefined)
  return kept.length > 0 && !kept.some((record) => Object.hasOwn(record, name))
}
