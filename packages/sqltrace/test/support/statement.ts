import type { Finding, Rule } from '../../src/advice/rule.js'
import { textFacts } from '../../src/advice/text/text-facts.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import { columnSizes } from '../../src/record/column-sizes.js'
import { rowWidth } from '../../src/record/row-width.js'
import type { QueryRecord } from '../../src/record/query-record.js'

const options = resolveOptions({})

/** A finished statement of one request, as the channel publishes it: 1 ms, no rows. */
export function statement(
  given: Partial<QueryRecord> & { data?: readonly unknown[] },
): QueryRecord {
  const { data = [], ...facts } = given
  return {
    sql: 'select * from "courses" where "id" = $1',
    tags: {},
    operation: 'SELECT',
    startTime: 0,
    duration: 1,
    poolWait: 0,
    rows: data.length,
    error: undefined,
    request: 1,
    file: 'src/courses.ts:7',
    transaction: undefined,
    isFirst: false,
    span: undefined,
    scope: { request: { id: 1, method: 'GET', route: '/courses' } },
    options,
    poolSize: undefined,
    bytes: 0,
    rowBytes: rowWidth(data),
    columns: columnSizes(data),
    parametersHash: '',
    parametersDigest: 0,
    ...facts,
  }
}

/** What a rule finds in statements that finish in this order. */
export function findings<T extends object>(
  { judge, defaults }: Rule<T>,
  statements: readonly QueryRecord[],
  thresholds: Partial<T> = {},
): Finding[] {
  const ask = judge({ ...defaults, ...thresholds })
  return statements.flatMap((one) => ask(one, textFacts(one.sql)) ?? [])
}

/** What was said, in words. */
export const said = (found: readonly Finding[]) =>
  found.map(({ file, seen, remedy, places = [] }) => ({ file, seen: seen(), remedy, places }))
