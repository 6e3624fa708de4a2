import { functionOnColumn } from './rules/function-on-column.js'
import { heldTransaction } from './rules/held-transaction.js'
import { inList } from './rules/in-list.js'
import { nPlusOne } from './rules/n-plus-one.js'
import { poolWait } from './rules/pool-wait.js'
import { readOnWriter } from './rules/read-on-writer.js'
import { wideRows } from './rules/wide-rows.js'

/** All rules on statements. Their names and settings are derived from this array. */
export const rules = [
  nPlusOne,
  inList,
  wideRows,
  functionOnColumn,
  readOnWriter,
  heldTransaction,
  poolWait,
] as const

type Rules = (typeof rules)[number]

/** The names of the rules. */
export type AdviceRule = Rules['name'] | 'pool-settings'

/** Thresholds by rule; `false` turns a rule off. Anything left out keeps its default. */
export type RuleSettings = {
  readonly [Rule in Rules as Rule['name']]?: Partial<Rule['defaults']> | boolean
} & { readonly 'pool-settings'?: boolean }
