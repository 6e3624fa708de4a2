import { sql, type Selectable, type SelectQueryBuilder } from 'kysely'
import { queries } from './queries.js'
import type { Platform } from './schema.js'

type Name = keyof Platform & string
type Value = string | number | boolean | Date | readonly (string | number)[]

/** The options of a listing; conditions and order refer to columns. */
export interface Listing {
  readonly where?: Readonly<Record<string, Value>>
  /** Compared case-insensitively. */
  readonly caseless?: Readonly<Record<string, string>>
  /** Columns that must be before or after the current time. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  /** `-` before a column: descending. */
  readonly order?: string
  readonly limit?: number
}

type Query<T extends Name> = SelectQueryBuilder<Platform, T, Selectable<Platform[T]>>

/** All columns of the matching rows of `table`. */
export function listing<T extends Name>(table: T, wanted: Listing): Query<T> {
  let query = queries.selectFrom(table as Name).selectAll() as unknown as Query<Name>
  for (const condition of conditions(table, wanted)) query = query.where(condition)
  const { order, limit } = wanted
  if (order !== undefined) query = query.orderBy(...direction(table, order))
  if (limit !== undefined) query = query.limit(limit)
  return query as unknown as Query<T>
}

function conditions(
  table: string,
  { where = {}, caseless = {}, before = [], after = [] }: Listing,
) {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return [
    ...Object.entries(where).map(([name, value]) => comparison(column(name), value)),
    ...Object.entries(caseless).map(
      ([name, text]) => sql<boolean>`lower(${column(name)}) = lower(${text})`,
    ),
    ...before.map((name) => sql<boolean>`${column(name)} <= now()`),
    ...after.map((name) => sql<boolean>`${column(name)} > now()`),
  ]
}

function comparison(column: ReturnType<typeof sql.ref>, value: Value) {
  if (typeof value !== 'object' || value instanceof Date) return sql<boolean>`${column} = ${value}`
  return sql<boolean>`${column} in (${sql.join(value)})`
}

function direction(table: string, order: string) {
  const isDescending = order.startsWith('-')
  const name = isDescending ? order.slice(1) : order
  return [sql.ref(`${table}.${name}`), isDescending ? 'desc' : 'asc'] as const
}
