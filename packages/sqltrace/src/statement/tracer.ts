import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { currentScope } from '@sqltrace/context'
import { bounds } from '../runtime/limits.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import { createLocator } from '../call-site/locator.js'
import type { Capture, Entry, Frames } from '../call-site/stack/capture.js'
import type { Locator } from '../call-site/locator.js'
import { fingerprint } from '../options/fingerprint.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { guarded } from '../runtime/guarded.js'
import type { Caller } from '../caller/caller.js'
import type { Query } from '../query/query.js'
import { Statement } from './statement.js'
import { Tagger } from '../comment/tagger.js'

/** Everything that the statements of equal options share. */
export class Tracer {
  readonly options: ResolvedOptions
  readonly tagger: Tagger
  /** A function of ours that the app calls asks itself for the frames of its caller: {@link Locator.frames}. */
  readonly frames: Capture
  readonly #locator: Locator

  constructor(options: ResolvedOptions) {
    this.options = options
    this.tagger = new Tagger(options)
    this.#locator = locatorFor(options)
    this.frames = this.#locator.frames
  }

  /** Who calls `entry` right now, by the frames that it has captured. Never throws. */
  caller(entry: Entry, frames: Frames): Caller {
    return {
      site: this.#locator.locate(entry, frames),
      scope: currentScope(),
      context: activeContext() ?? ROOT_CONTEXT,
    }
  }

  /** The holder of a connection, from the line that sends right now, where the app is on the stack. */
  onBehalfOf(holder: Caller, entry: Entry): Caller {
    const site = this.#locator.locateSynchronous(entry, this.frames(entry))
    return { ...holder, site: site ?? holder.site }
  }

  /** A statement that `caller` sends, by default right now. */
  statement(caller: Caller, query: Query, startTime?: number): Statement {
    return new Statement(this, caller, query, startTime)
  }
}

const locators = new BoundedMap<string, Locator>(bounds.locators)

/** What is known of the code does not depend on tags: apps have options for each tenant, each with a tag of its own. */
function locatorFor({ root, ignore }: ResolvedOptions): Locator {
  const key = fingerprint({ root, ignore })
  const locator = locators.get(key) ?? createLocator({ root, ignore })
  locators.set(key, locator)
  return locator
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
