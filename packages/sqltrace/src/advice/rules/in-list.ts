import type { Rule } from '../rule/rule.js'

/**
 * When a list of values is long. With more values than the default, PostgreSQL's planner no longer proves that a partial
 * index or a partition fits (`MAX_SAOP_ARRAY_SIZE` in predtest.c).
 */
export interface InListThresholds {
  /** Maximum number of values without advice. Defaults to 100. */
  readonly values: number
}

/** A long `in (…)`: each length is a different text to parse, plan and count. */
export const inList: Rule<'in-list', InListThresholds> = {
  name: 'in-list',
  defaults: { values: 100 },
  judge:
    ({ values }) =>
    ({ file }, { longestList }) => {
      if (longestList <= values || file === undefined) return undefined
      return {
        file,
        seen: () => `A list has ${longestList} values; each length is a different statement.`,
        remedy:
          'Pass one array with "= any($1)", or join the table that the ids come from; otherwise send chunks.',
      }
    },
}
