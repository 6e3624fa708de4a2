import type { InnerRecord } from '../../record/inner-record.js'
import { PerRequest } from '../rule/per-request.js'
import type { Finding, Rule } from '../rule/rule.js'
import type { TextFacts } from '../text/text-facts.js'
import { duration } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When a repeated query is an N+1 problem. The defaults are those of Sentry's detector
 * (https://docs.sentry.io/product/issues/issue-details/performance-issues/n-one-queries/).
 */
export interface NPlusOneThresholds {
  /** Minimum number of different parameter sets. Defaults to 5. */
  readonly queries: number
  /** Minimum total duration in milliseconds. Defaults to 50. */
  readonly milliseconds: number
}

const maxRuns = 50
/** Rows per query from which a run may be keyset pagination, which is not a loop over rows. */
const minPage = 10
/** Milliseconds. After a longer pause a polling worker has started something new. */
const maxPause = 1000

/** The reads of a request or job so far. Plain objects, because each read creates one (bench "advice"). */
interface Work {
  readonly runs: Map<TextFacts, Run>
  last: Run | undefined
}

/** Consecutive queries with the same text from the same line. */
interface Run {
  readonly file: string | undefined
  /** The line of the query that ran once just before: probably the list. */
  readonly before: string | undefined
  readonly digests: number[]
  readonly pageSize: number
  lastRows: number
  arePages: boolean
  count: number
  time: number
  end: number
  isFound: boolean
}

/** The same read, repeated for each row of a list. */
export const nPlusOne: Rule<'n-plus-one', NPlusOneThresholds> = {
  name: 'n-plus-one',
  defaults: { queries: 5, milliseconds: 50 },
  judge(thresholds) {
    const works = new PerRequest<Work>(() => ({ runs: new Map(), last: undefined }))
    return (statement, facts) => {
      const work = facts.isPlainRead ? works.of(statement) : undefined
      if (!work) return undefined
      const run = work.runs.get(facts)
      if (!run || !continues(run, statement)) begin(work, statement, facts)
      else if (add(run, statement, thresholds)) return finding(run)
      return undefined
    }
  },
}

function begin(work: Work, statement: InnerRecord, facts: TextFacts): void {
  const { file, rows = 0, duration: time, parametersDigest } = statement
  const before = work.last?.count === 1 ? work.last.file : undefined
  work.last = {
    file,
    before,
    digests: [parametersDigest],
    pageSize: rows,
    lastRows: rows,
    arePages: rows >= minPage,
    count: 1,
    time,
    end: endOf(statement),
    isFound: false,
  }
  if (work.runs.size < maxRuns || work.runs.has(facts)) work.runs.set(facts, work.last)
}

function continues(run: Run, { file, startTime }: InnerRecord): boolean {
  const pause = startTime - run.end
  return file === run.file && pause >= 0 && pause < maxPause
}

/** Adds a statement; returns whether the run now reaches the thresholds. */
function add(run: Run, statement: InnerRecord, thresholds: NPlusOneThresholds): boolean {
  const { queries, milliseconds } = thresholds
  run.count++
  run.time += statement.duration
  run.end = endOf(statement)
  run.arePages &&= run.lastRows === run.pageSize
  run.lastRows = statement.rows ?? 0
  if (run.isFound) return false
  if (run.digests.length < queries) keepDigest(run, statement)
  return run.digests.length >= queries && run.time >= milliseconds && !run.arePages
}

function keepDigest({ digests }: Run, { parametersDigest }: InnerRecord): void {
  if (!digests.includes(parametersDigest)) digests.push(parametersDigest)
}

function finding(run: Run): Finding | undefined {
  const { file, before } = run
  if (file === undefined) return undefined
  run.isFound = true
  return {
    file,
    seen: () => `The same query ran ${run.count} times in a row, taking ${duration(run.time)}.`,
    remedy: 'Fetch all rows at once with "= any($1)" or a join.',
    places: before ? [{ label: 'after the query at', file: before }] : [],
  }
}
