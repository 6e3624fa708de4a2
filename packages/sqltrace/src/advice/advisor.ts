import { visible } from '@sqltrace/sqlcommenter'
import { BoundedMap } from '../runtime/bounded-map.js'
import { defaultRoot } from '../call-site/own-code/find-root.js'
import { instruments } from '../telemetry/instruments.js'
import { describe } from '../query/query-text.js'
import { reportFault } from '../runtime/guarded.js'
import type { InnerRecord } from '../record/inner-record.js'
import type { Advice } from './advice.js'
import type { AdviceRule } from './rules.js'
import type { Finding, Judge } from './rule/rule.js'
import { textFacts } from './text/text-facts.js'
import { endOf } from './rule/end-of.js'

const hour = 3_600_000
const maxLines = 1000
const maxSql = 300

interface LastReport {
  at: number
  count: number
}

/** A finding that has not been reported yet. */
interface Found {
  readonly rule: AdviceRule
  readonly finding: Finding
  readonly sql: string
  readonly tags: InnerRecord['tags']
  readonly root: string | undefined
  readonly count: number
}

const adviceCounter = instruments((meter) =>
  meter.createCounter('sqltrace.advice', {
    description: 'Number of findings, by rule.',
    unit: '{advice}',
  }),
)

/** Applies every rule to every finished statement; reports at most once per rule, line and hour. */
export class Advisor {
  #judges: readonly (readonly [AdviceRule, Judge])[]
  readonly #reported = new BoundedMap<string, LastReport>(maxLines)
  #found: Found[] = []

  constructor(judges: ReadonlyMap<AdviceRule, Judge>) {
    this.#judges = [...judges]
  }

  /** Examines a finished statement. A rule that throws is turned off. */
  see(statement: InnerRecord): void {
    if (statement.appTags?.advice === 'off') return
    const facts = textFacts(statement.sql)
    for (const [rule, judge] of this.#judges) {
      try {
        const finding = judge(statement, facts)
        if (finding) this.#note(rule, finding, statement)
      } catch (fault) {
        this.#switchOff(rule, fault)
      }
    }
  }

  /** Returns the advice since the last call. */
  take(): Advice[] {
    const found = this.#found
    this.#found = []
    return found.map(toAdvice)
  }

  #switchOff(rule: AdviceRule, fault: unknown): void {
    this.#judges = this.#judges.filter(([name]) => name !== rule)
    reportFault(`apply the advice rule ${rule}`, fault)
  }

  #note(rule: AdviceRule, finding: Finding, statement: InnerRecord): void {
    const { span, options } = statement
    const { sql, tags } = finding.statement ?? statement
    adviceCounter()?.add(1, { 'sqltrace.advice.rule': rule })
    span?.setAttribute('sqltrace.advice', rule)
    const count = this.#count(`${rule} ${finding.file}`, endOf(statement))
    if (count > 0) this.#found.push({ rule, finding, sql, tags, root: options.root, count })
  }

  /** How often it was seen since the last report; 0 if that was less than an hour ago. */
  #count(key: string, time: number): number {
    const last = this.#reported.get(key) ?? { at: -Infinity, count: 0 }
    last.count++
    this.#reported.set(key, last)
    if (time - last.at < hour) return 0
    const { count } = last
    this.#reported.set(key, { at: time, count: 0 })
    return count
  }
}

function toAdvice({ rule, finding, sql, tags, root = defaultRoot(), count }: Found): Advice {
  const { file, seen, remedy, places = [] } = finding
  const masked = describe(sql).masked
  const shown = masked.length > maxSql ? `${masked.slice(0, maxSql)}…` : masked
  return {
    rule,
    file,
    seen: visible(seen()),
    remedy: visible(remedy),
    places,
    sql: shown,
    tags,
    count,
    root,
  }
}
