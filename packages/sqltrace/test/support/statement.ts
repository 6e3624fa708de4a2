import type { Finding, Rule } from '../../src/advice/rule/rule.js'
import { textFacts } from '../../src/advice/text/text-facts.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import type { InnerRecord } from '../../src/record/inner-record.js'
import { columnSizes, rowWidth } from '../../src/record/size-of-rows.js'

const options = resolveOptions({})

/** A finished statement of a request, as advice sees it: 1 ms, no rows. */
export function statement(
  given: Partial<InnerRecord> & { data?: readonly unknown[] },
): InnerRecord {
  const { data = [], ...facts } = given
  return {
    sql: 'select * from "courses" where "id" = $1',
    tags: {},
    startTime: 0,
    duration: 1,
    poolWait: 0,
    rows: data.length,
    error: undefined,
    file: 'src/courses.ts:7',
    transaction: undefined,
    isFirst: false,
    span: undefined,
    request: 1,
    appTags: undefined,
    options,
    poolSize: undefined,
    rowBytes: rowWidth(data),
    columns: columnSizes(data),
    parametersDigest: 0,
    ...facts,
  }
}

/** What a rule finds in statements that finish in this order. */
export function findings<T extends object>(
  { judge, defaults }: Rule<string, T>,
  statements: readonly InnerRecord[],
  thresholds: Partial<T> = {},
): Finding[] {
  const ask = judge({ ...defaults, ...thresholds })
  return statements.flatMap((one) => ask(one, textFacts(one.sql)) ?? [])
}

/** The findings' sentences. */
export const sentences = (found: readonly Finding[]) =>
  found.map(({ file, seen, remedy, places = [] }) => ({ file, seen: seen(), remedy, places }))
