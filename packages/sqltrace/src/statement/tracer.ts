import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { currentScope } from '@sqltrace/cls/storage'
import { createLocator } from '../call-site/locator.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { guarded } from '../report.js'
import type { Caller } from './caller.js'
import type { Query } from './query.js'
import { Statement } from './statement.js'

/** A function of ours that the app calls: frames above it are candidates for the call site. */
export type Entry = (...args: never[]) => unknown

type Locate = (entry: Entry) => Caller['site']

/** Everything that one `traced` call shares among its statements. */
export class Tracer {
  readonly options: ResolvedOptions
  readonly #locate: Locate
  readonly #locateSynchronous: Locate

  constructor(options: ResolvedOptions) {
    this.options = options
    const locator = createLocator({ root: options.root, ignore: options.ignore })
    this.#locate = locator.locate
    this.#locateSynchronous = locator.locateSynchronous
  }

  /** Who calls `entry` right now. */
  caller(entry: Entry): Caller {
    return {
      site: this.#locate(entry),
      scope: currentScope(),
      context: activeContext() ?? ROOT_CONTEXT,
    }
  }

  /** The holder of a connection, from the line that sends right now, where the app is on the stack. */
  onBehalfOf(holder: Caller, entry: Entry): Caller {
    return { ...holder, site: this.#locateSynchronous(entry) ?? holder.site }
  }

  /** A statement that the caller of `entry` sends right now. */
  statement(entry: Entry, query: Query): Statement {
    return new Statement(this, this.caller(entry), query)
  }
}

const activeContext = guarded('reading the active context', () => context.active())
