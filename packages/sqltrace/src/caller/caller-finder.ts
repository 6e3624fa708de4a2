import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { currentScope } from '@sqltrace/context'
import { createLocator } from '../call-site/locator.js'
import type { Locator } from '../call-site/locator.js'
import type { Capture, Entry, Frames } from '../call-site/stack/capture.js'
import { fingerprint } from '../options/fingerprint.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { BoundedMap } from '../runtime/bounded-map.js'
import { guarded } from '../runtime/guarded.js'
import { limits } from '../runtime/limits.js'
import type { Caller } from './caller.js'

/** Finds the sender of a statement: the app's line, its scope and its OpenTelemetry context. */
export class CallerFinder {
  /** Called by the entry point itself: see {@link Locator.frames}. */
  readonly frames: Capture
  readonly #locator: Locator

  constructor(options: ResolvedOptions) {
    this.#locator = locatorFor(options)
    this.frames = this.#locator.frames
  }

  /** The current caller of `entry`, from the frames that it has captured. Never throws. */
  find(entry: Entry, frames: Frames): Caller {
    return {
      site: this.#locator.locate(entry, frames),
      scope: currentScope(),
      context: activeContext() ?? ROOT_CONTEXT,
    }
  }

  /** A connection's owner, but with the line that sends right now, if the app is on the stack. */
  onBehalfOf(owner: Caller, entry: Entry): Caller {
    const site = this.#locator.locateSynchronous(entry, this.frames(entry))
    return { ...owner, site: site ?? owner.site }
  }
}

const locators = new BoundedMap<string, Locator>(limits.locators)

/** Locators don't depend on tags, so they are shared: some apps have options per tenant, each with its own tag. */
function locatorFor({ root, ignore }: ResolvedOptions): Locator {
  const key = fingerprint({ root, ignore })
  const locator = locators.get(key) ?? createLocator({ root, ignore })
  locators.set(key, locator)
  return locator
}

const activeContext = guarded('read the active context', () => context.active())
