import { CallerFinder } from '../caller/caller-finder.js'
import type { Caller } from '../caller/caller.js'
import { Tagger } from '../comment/tagger.js'
import { fingerprint } from '../options/fingerprint.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Query } from '../query/query.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import { limits } from '../runtime/limits.js'
import { Statement } from './statement.js'

/** Everything that the statements of equal options share. */
export class Instrumentation {
  readonly options: ResolvedOptions
  readonly tagger: Tagger
  readonly callers: CallerFinder

  constructor(options: ResolvedOptions) {
    this.options = options
    this.tagger = new Tagger(options)
    this.callers = new CallerFinder(options)
  }

  /** A statement that `caller` sends, by default right now. */
  statement(caller: Caller, query: Query, startTime?: number): Statement {
    return new Statement(this, caller, query, startTime)
  }
}

const instrumentations = new BoundedMap<string, Instrumentation>(limits.instrumentations)

/** Apps wrap a pool for each tenant, or each transaction: equal options share what is known of the code. */
export function instrumentationFor(options: ResolvedOptions): Instrumentation {
  const key = fingerprint(options)
  const instrumentation = instrumentations.get(key) ?? new Instrumentation(options)
  instrumentations.set(key, instrumentation)
  return instrumentation
}
