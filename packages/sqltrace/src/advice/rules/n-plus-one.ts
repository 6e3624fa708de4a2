import { BoundedMap } from '../../call-site/bounded-map.js'
import type { QueryRecord } from '../../statement/query-channel.js'
import type { Finding, Rule } from '../rule.js'
import type { TextFacts } from '../text/text-facts.js'
import { duration } from '../units.js'
import { endOf, workOf } from '../work.js'

/**
 * When a repeated query is an N+1 problem. The defaults are those of Sentry's detector of performance issues
 * (https://docs.sentry.io/product/issues/issue-details/performance-issues/n-one-queries/).
 */
export interface NPlusOneThresholds {
  /** How many different parameter sets. Defaults to 5. */
  readonly queries: number
  /** How long they take together. Defaults to 50. */
  readonly milliseconds: number
}

const mostWorks = 200
const mostRuns = 50
/** A page of rows after the other, each with the key of the last one, is no loop over rows. */
const leastPage = 10
/** Milliseconds after which a worker that polls has begun something new. */
const longestPause = 1000

/** The same read, one after another, once for each row of a list. */
export const nPlusOne: Rule<NPlusOneThresholds> = {
  name: 'n-plus-one',
  defaults: { queries: 5, milliseconds: 50 },
  judge(thresholds) {
    const works = new BoundedMap<unknown, Work>(mostWorks)
    return (statement, facts) => {
      const key = workOf(statement)
      if (key === undefined || !facts.isPlainRead) return undefined
      const work = works.get(key) ?? new Work(thresholds)
      works.set(key, work)
      return work.see(statement, facts).find()
    }
  },
}

/** The reads of one request or job so far. */
class Work {
  readonly #thresholds: NPlusOneThresholds
  readonly #runs = new BoundedMap<TextFacts, Run>(mostRuns)
  #last: Run | undefined

  constructor(thresholds: NPlusOneThresholds) {
    this.#thresholds = thresholds
  }

  see(statement: QueryRecord, facts: TextFacts): Run {
    const known = this.#runs.get(facts)
    if (known?.goesOnWith(statement)) {
      known.add(statement)
      return (this.#last = known)
    }
    const run = new Run(statement, this.#thresholds, this.#last)
    this.#runs.set(facts, run)
    return (this.#last = run)
  }
}

/** The same text from the same line, one after another. */
class Run {
  readonly file: string | undefined
  /** The line of the query that ran once, just before. */
  readonly #before: string | undefined
  readonly #thresholds: NPlusOneThresholds
  readonly #digests: number[]
  readonly #pageSize: number
  #lastRows: number
  #arePages: boolean
  #count = 1
  #time: number
  #end: number
  #isFound = false

  constructor(statement: QueryRecord, thresholds: NPlusOneThresholds, before: Run | undefined) {
    this.#thresholds = thresholds
    this.file = statement.file
    this.#before = before && before.#count === 1 ? before.file : undefined
    this.#digests = [statement.parametersDigest]
    this.#pageSize = statement.rows ?? 0
    this.#lastRows = this.#pageSize
    this.#arePages = this.#pageSize >= leastPage
    this.#time = statement.duration
    this.#end = endOf(statement)
  }

  goesOnWith({ file, startTime }: QueryRecord): boolean {
    const pause = startTime - this.#end
    return file === this.file && pause >= 0 && pause < longestPause
  }

  add(statement: QueryRecord): void {
    this.#count++
    this.#time += statement.duration
    this.#end = endOf(statement)
    this.#arePages &&= this.#lastRows === this.#pageSize
    this.#lastRows = statement.rows ?? 0
    if (this.#digests.length >= this.#thresholds.queries) return
    const digest = statement.parametersDigest
    if (!this.#digests.includes(digest)) this.#digests.push(digest)
  }

  /** What it has come to; once, when it reaches the thresholds. */
  find(): Finding | undefined {
    const { queries, milliseconds } = this.#thresholds
    if (this.#isFound || this.#digests.length < queries || this.#arePages) return undefined
    if (this.#time < milliseconds || this.file === undefined) return undefined
    this.#isFound = true
    return {
      file: this.file,
      seen: () =>
        `The same query ran ${this.#count} times, one after another, for ${duration(this.#time)}.`,
      remedy: 'Fetch all of them once, with "= any($1)" or a join.',
      places: this.#before ? [{ label: 'after the query at', file: this.#before }] : [],
    }
  }
}
