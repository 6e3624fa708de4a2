import { BoundedMap } from '../../call-site/bounded-map.js'
import { PerMinute } from '../per-minute.js'
import type { Rule } from '../rule.js'
import { percent } from '../units.js'
import { endOf, workOf } from '../work.js'

/** When reads on the writer are worth moving. A reader can be behind: what may not be stale stays. */
export interface ReadOnWriterThresholds {
  /** How many reads of one line in a minute. Defaults to 100. */
  readonly perMinute: number
}

const mostWorks = 1000

/** Reads that go to the writer, while a reader is in use, in requests and jobs that have written nothing before. */
export const readOnWriter: Rule<ReadOnWriterThresholds> = {
  name: 'read-on-writer',
  defaults: { perMinute: 100 },
  judge(thresholds) {
    const reads = new PerMinute()
    const all = new PerMinute()
    const hasWritten = new BoundedMap<unknown, true>(mostWorks)
    let hasReader = false
    return (statement, { isPlainRead }) => {
      const { file, options, transaction } = statement
      hasReader ||= options.role === 'reader'
      if (options.role !== 'writer') return undefined
      const time = endOf(statement)
      const ofWriter = all.add(options, time, 1)
      const work = workOf(statement)
      if (!isPlainRead) hasWritten.set(work, true)
      const mustStay = !isPlainRead || transaction !== undefined || hasWritten.has(work)
      if (mustStay || !hasReader || work === undefined || file === undefined) return undefined
      const inMinute = reads.add(file, time, 1)
      if (inMinute < thresholds.perMinute) return undefined
      return {
        file,
        seen: () =>
          `${inMinute} reads went to the writer in a minute, ${percent(Math.min(1, inMinute / ofWriter))} of its statements, outside transactions and with no write before them.`,
        remedy: 'Send them to a reader where the answer may be a moment old.',
      }
    }
  },
}
