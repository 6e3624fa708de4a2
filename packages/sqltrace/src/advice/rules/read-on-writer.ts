import { PerMinute } from '../rule/per-minute.js'
import { PerRequest } from '../rule/per-request.js'
import type { Rule } from '../rule/rule.js'
import { percent } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/** When reads on the writer are worth moving to a reader, which may lag behind. */
export interface ReadOnWriterThresholds {
  /** Minimum number of reads from one line within a minute. Defaults to 100. */
  readonly perMinute: number
}

interface Work {
  hasWritten: boolean
}

/** Reads go to the writer although a reader is in use, in requests and jobs without an earlier write. */
export const readOnWriter: Rule<'read-on-writer', ReadOnWriterThresholds> = {
  name: 'read-on-writer',
  defaults: { perMinute: 100 },
  judge(thresholds) {
    const reads = new PerMinute()
    const all = new PerMinute()
    const works = new PerRequest<Work>(() => ({ hasWritten: false }))
    let hasReader = false
    return (statement, { isPlainRead }) => {
      const { file, options, transaction } = statement
      hasReader ||= options.role === 'reader'
      if (options.role !== 'writer') return undefined
      const time = endOf(statement)
      const ofWriter = all.add(options, time, 1)
      const work = works.of(statement)
      if (work && !isPlainRead) work.hasWritten = true
      const mayMove = work?.hasWritten === false && transaction === undefined
      if (!mayMove || !hasReader || file === undefined) return undefined
      const inMinute = reads.add(file, time, 1)
      if (inMinute < thresholds.perMinute) return undefined
      return {
        file,
        seen: () =>
          `${inMinute} reads went to the writer within a minute (${percent(Math.min(1, inMinute / ofWriter))} of its statements), outside transactions and without an earlier write.`,
        remedy: 'Send them to a reader if slightly stale results are acceptable.',
      }
    }
  },
}
