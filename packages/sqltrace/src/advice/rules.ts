import { invalidOption, unknownRule, unknownThreshold } from '../errors.js'
import type { AdviceRule } from './advice.js'
import type { Judge, Rule } from './rule.js'
import { functionOnColumn } from './rules/function-on-column.js'
import type { FunctionOnColumnThresholds } from './rules/function-on-column.js'
import { heldTransaction } from './rules/held-transaction.js'
import type { HeldTransactionThresholds } from './rules/held-transaction.js'
import { inList } from './rules/in-list.js'
import type { InListThresholds } from './rules/in-list.js'
import { nPlusOne } from './rules/n-plus-one.js'
import type { NPlusOneThresholds } from './rules/n-plus-one.js'
import { poolWait } from './rules/pool-wait.js'
import type { PoolWaitThresholds } from './rules/pool-wait.js'
import { readOnWriter } from './rules/read-on-writer.js'
import type { ReadOnWriterThresholds } from './rules/read-on-writer.js'
import { wideRows } from './rules/wide-rows.js'
import type { WideRowsThresholds } from './rules/wide-rows.js'

/** Thresholds by rule; `false` switches a rule off. What is left out keeps its default. */
export interface RuleSettings {
  readonly 'n-plus-one'?: Partial<NPlusOneThresholds> | boolean
  readonly 'in-list'?: Partial<InListThresholds> | boolean
  readonly 'wide-rows'?: Partial<WideRowsThresholds> | boolean
  readonly 'function-on-column'?: Partial<FunctionOnColumnThresholds> | boolean
  readonly 'read-on-writer'?: Partial<ReadOnWriterThresholds> | boolean
  readonly 'held-transaction'?: Partial<HeldTransactionThresholds> | boolean
  readonly 'pool-wait'?: Partial<PoolWaitThresholds> | boolean
  readonly 'pool-settings'?: boolean
}

const rules = [
  nPlusOne,
  inList,
  wideRows,
  functionOnColumn,
  readOnWriter,
  heldTransaction,
  poolWait,
] as readonly Rule[]

const known: readonly string[] = [...rules.map(({ name }) => name), 'pool-settings']

/** The judges of the rules that are on. Throws a `SqltraceError` where the settings name what there is not. */
export function judges(settings: RuleSettings): Map<AdviceRule, Judge> {
  for (const name of Object.keys(settings))
    if (!known.includes(name)) throw unknownRule(name, known)
  const on = rules.filter(({ name }) => settings[name] !== false)
  return new Map(on.map((rule) => [rule.name, rule.judge(thresholds(rule, settings[rule.name]))]))
}

function thresholds({ name, defaults }: Rule, given: unknown): object {
  const own = Object.entries(Object(given === true ? {} : given))
  for (const [key, value] of own) {
    if (!Object.hasOwn(defaults, key)) throw unknownThreshold(name, key, Object.keys(defaults))
    if (typeof value !== 'number' || !(value >= 0))
      throw invalidOption(`${name}.${key}`, 'a number from 0', value)
  }
  return { ...defaults, ...Object.fromEntries(own) }
}
