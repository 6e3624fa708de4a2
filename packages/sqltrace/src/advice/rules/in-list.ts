import type { Rule } from '../rule/rule.js'

/**
 * When a list of values is long. The default is the length from which PostgreSQL's planner no longer proves that a
 * partial index or a partition fits (`MAX_SAOP_ARRAY_SIZE` in its predtest.c).
 */
export interface InListThresholds {
  /** How many values are still short. Defaults to 100. */
  readonly values: number
}

/** A long `in (…)`: each length is another text to parse, to plan and to count. */
export const inList: Rule<'in-list', InListThresholds> = {
  name: 'in-list',
  defaults: { values: 100 },
  judge:
    ({ values }) =>
    ({ file }, { longestList }) => {
      if (longestList <= values || file === undefined) return undefined
      return {
        file,
        seen: () => `One list holds ${longestList} values; each length is another statement.`,
        remedy:
          'Send one array, "= any($1)", or join the rows where the ids come from; else chunks.',
      }
    },
}
