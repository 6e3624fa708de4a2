import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { currentScope } from '@sqltrace/cls/storage'
import { bounds } from '../bounds.js'
import { BoundedMap } from '../call-site/bounded-map.js'
import { createLocator } from '../call-site/locator.js'
import type { Locator } from '../call-site/locator.js'
import { fingerprint } from '../options/fingerprint.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { guarded } from '../report.js'
import type { Caller } from './caller.js'
import { Comments } from './comments.js'
import type { Query } from './query.js'
import { Statement } from './statement.js'

/** A function of ours that the app calls: frames above it are candidates for the call site. */
export type Entry = (...args: never[]) => unknown

/** Everything that the statements of equal options share. */
export class Tracer {
  readonly options: ResolvedOptions
  readonly comments: Comments
  readonly #locator: Locator

  constructor(options: ResolvedOptions) {
    this.options = options
    this.comments = new Comments(options)
    this.#locator = createLocator({ root: options.root, ignore: options.ignore })
  }

  /** Who calls `entry` right now. Never throws; `entry` asks itself, because each frame between costs (bench "steps"). */
  caller(entry: Entry): Caller {
    return {
      site: this.#locator.locate(entry),
      scope: currentScope(),
      context: activeContext() ?? ROOT_CONTEXT,
    }
  }

  /** The holder of a connection, from the line that sends right now, where the app is on the stack. */
  onBehalfOf(holder: Caller, entry: Entry): Caller {
    return { ...holder, site: this.#locator.locateSynchronous(entry) ?? holder.site }
  }

  /** A statement that `caller` sends right now. */
  statement(caller: Caller, query: Query): Statement {
    return new Statement(this, caller, query)
  }
}

const tracers = new BoundedMap<string, Tracer>(bounds.tracers)

/** Apps wrap a pool for each tenant, or each transaction: equal options share what is known of the code. */
export function tracerFor(options: ResolvedOptions): Tracer {
  const key = fingerprint(options)
  const tracer = tracers.get(key) ?? new Tracer(options)
  tracers.set(key, tracer)
  return tracer
}

const activeContext = guarded('reading the active context', () => context.active())
