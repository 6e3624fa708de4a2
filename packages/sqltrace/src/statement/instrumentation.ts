import { CallerFinder } from '../caller/caller-finder.js'
import type { Caller } from '../caller/caller.js'
import { Tagger } from '../comment/tagger.js'
import { fingerprint } from '../options/fingerprint.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Query } from '../query/query.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import { limits } from '../runtime/limits.js'
import { Statement } from './statement.js'

/** What statements with equal options share. */
export class Instrumentation {
  readonly options: ResolvedOptions
  readonly tagger: Tagger
  readonly callers: CallerFinder

  constructor(options: ResolvedOptions) {
    this.options = options
    this.tagger = new Tagger(options)
    this.callers = new CallerFinder(options)
  }

  /** Creates a statement from `caller`. `startTime` defaults to now. */
  statement(caller: Caller, query: Query, startTime?: number): Statement {
    return new Statement(this, caller, query, startTime)
  }
}

const instrumentations = new BoundedMap<string, Instrumentation>(limits.instrumentations)

/** Cached by options, because some apps wrap a pool per tenant, or every transaction. */
export function instrumentationFor(options: ResolvedOptions): Instrumentation {
  const key = fingerprint(options)
  const instrumentation = instrumentations.get(key) ?? new Instrumentation(options)
  instrumentations.set(key, instrumentation)
  return instrumentation
}
