import { BoundedMap } from '../call-site/bounded-map.js'
import { defaultRoot } from '../call-site/root.js'
import { instruments } from '../metrics/meter.js'
import { describe } from '../query-text/text-cache.js'
import { guarded } from '../report.js'
import type { QueryRecord } from '../statement/query-channel.js'
import type { Advice, AdviceRule } from './advice.js'
import type { Finding, Judge } from './rule.js'
import { textFacts } from './text/text-facts.js'
import { endOf } from './work.js'

const hour = 3_600_000
const mostLines = 1000
const longestSql = 300

interface Given {
  at: number
  count: number
}

/** A finding on its way. It holds no rows. */
interface Found {
  readonly rule: AdviceRule
  readonly finding: Finding
  readonly sql: string
  readonly tags: QueryRecord['tags']
  readonly root: string | undefined
  readonly count: number
}

const seen = instruments((meter) =>
  meter.createCounter('sqltrace.advice', {
    description: 'How often advice was due, by rule.',
    unit: '{advice}',
  }),
)

/** Asks every rule about every finished statement; says each thing once per rule, line and hour. */
export class Advisor {
  readonly #judges: Map<AdviceRule, Judge>
  readonly #given = new BoundedMap<string, Given>(mostLines)
  #found: Found[] = []

  constructor(judges: ReadonlyMap<AdviceRule, Judge>) {
    this.#judges = new Map([...judges].map(([rule, judge]) => [rule, this.#guard(rule, judge)]))
  }

  /** A statement has finished. */
  see(statement: QueryRecord): void {
    if (statement.scope?.tags?.advice === 'off') return
    const facts = textFacts(statement.sql)
    for (const [rule, judge] of this.#judges) {
      const finding = judge(statement, facts)
      if (finding) this.#note(rule, finding, statement)
    }
  }

  /** The advice since the last call. */
  take(): Advice[] {
    const found = this.#found
    this.#found = []
    return found.map(toAdvice)
  }

  /** A rule that throws is off from then on. */
  #guard(rule: AdviceRule, judge: Judge): Judge {
    return guarded(`the rule ${rule} of advice`, (statement, facts) => {
      try {
        return judge(statement, facts)
      } catch (fault) {
        this.#judges.delete(rule)
        throw fault
      }
    })
  }

  #note(rule: AdviceRule, finding: Finding, statement: QueryRecord): void {
    const { sql, tags, span, options } = statement
    seen()?.add(1, { 'sqltrace.advice.rule': rule })
    span?.setAttribute('sqltrace.advice', rule)
    const count = this.#count(`${rule} ${finding.file}`, endOf(statement))
    if (count > 0) this.#found.push({ rule, finding, sql, tags, root: options.root, count })
  }

  /** How often it was seen since it was given last; 0 where that is less than an hour ago. */
  #count(key: string, time: number): number {
    const given = this.#given.get(key) ?? { at: -Infinity, count: 0 }
    given.count++
    this.#given.set(key, given)
    if (time - given.at < hour) return 0
    const { count } = given
    this.#given.set(key, { at: time, count: 0 })
    return count
  }
}

function toAdvice({ rule, finding, sql, tags, root = defaultRoot(), count }: Found): Advice {
  const { file, seen: say, remedy, places = [] } = finding
  const masked = describe(sql).masked
  const shown = masked.length > longestSql ? `${masked.slice(0, longestSql)}…` : masked
  return { rule, file, seen: say(), remedy, places, sql: shown, tags, count, root }
}
