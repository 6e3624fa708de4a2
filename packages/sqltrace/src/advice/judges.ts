import { invalidOption, unknownRule, unknownThreshold } from '../runtime/sqltrace-error.js'
import type { Judge, Rule } from './rule/rule.js'
import { type AdviceRule, rules, type RuleSettings } from './rules.js'

const all = rules as readonly Rule<keyof RuleSettings>[]
const known: readonly string[] = [...all.map(({ name }) => name), 'pool-settings']

/** The judges of the enabled rules. Throws a `SqltraceError` for an unknown rule or threshold, or an invalid threshold. */
export function judges(settings: RuleSettings): Map<AdviceRule, Judge> {
  for (const name of Object.keys(settings))
    if (!known.includes(name)) throw unknownRule(name, known)
  const on = all.filter(({ name }) => settings[name] !== false)
  return new Map(on.map((rule) => [rule.name, rule.judge(thresholds(rule, settings[rule.name]))]))
}

function thresholds({ name, defaults }: Rule, given: unknown): object {
  const own = Object.entries(Object(given === true ? {} : given))
  for (const [key, value] of own) {
    if (!Object.hasOwn(defaults, key)) throw unknownThreshold(name, key, Object.keys(defaults))
    if (typeof value !== 'number' || !(value >= 0))
      throw invalidOption(`${name}.${key}`, 'a non-negative number', value)
  }
  return { ...defaults, ...Object.fromEntries(own) }
}
